package io.tributary.cdc.schema.dump;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.plan.CatalogObject;
import io.tributary.cdc.schema.plan.ObjectCatalog;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.right.ObjectGrants;
import io.tributary.cdc.schema.shared.FunctionRefusal;
import io.tributary.cdc.schema.shared.SourceExtensions;
import io.tributary.cdc.schema.shared.TargetNamespaces;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.cdc.schema.state.SchemaFailures;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Reads a source's schema and lets PostgreSQL rewrite it for the target, in a scratch database on
 * the target's server that is dropped afterwards. Writes nothing else.
 */
public final class SchemaPlanner {
  private static final Logger LOG = Logger.getLogger(SchemaPlanner.class);

  private final Databases databases;
  private final PgPrograms programs;

  public SchemaPlanner(Databases databases, PgPrograms programs) {
    this.databases = databases;
    this.programs = programs;
  }

  SchemaPlan plan(
      SchemaLayout layout,
      PreparationJournal preparation,
      ArchiveDirectory workspace,
      ScratchRemoval removal) {
    return plan(layout, preparation, workspace, removal, Optional.empty());
  }

  /** The part of a plan that makes tables which join, with what the target lacks for them. */
  SchemaPlan plan(
      SchemaLayout layout,
      PreparationJournal preparation,
      ArchiveDirectory workspace,
      ScratchRemoval removal,
      JoiningObjects joining) {
    return plan(layout, preparation, workspace, removal, Optional.of(joining));
  }

  private SchemaPlan plan(
      SchemaLayout layout,
      PreparationJournal preparation,
      ArchiveDirectory workspace,
      ScratchRemoval removal,
      Optional<JoiningObjects> joining) {
    DatabaseSession target = preparation.session();
    Path original = workspace.file("source.archive");
    // The scratch database is made while the source is dumped, and dropped while its plan is used.
    try (SourceDump dump =
            SourceDump.begin(databases, programs, layout, target, workspace, original);
        ScratchDatabase database = ScratchDatabase.create(preparation, removal);
        DatabaseSession scratch =
            databases.openForLong(database.connection(), SchemaFailures::of)) {
      scratch.runAll(layout.origins().stream().map(TargetNamespaces::createIfMissing).toList());
      SourceExtras extras = dump.finish(target);
      Map<String, String> refused =
          SourceExtensions.createWhereSourceHasThem(scratch, extras.extensions());
      load(scratch, extras.moving(programs.entries(original)), original, refused);
      extras.grants().knownTo(target).makeIn(scratch);
      Before before =
          new Before(
              sequences(scratch, layout.origins()), emptyViews(scratch, extras.emptyViews()));
      rewrite(layout, scratch, extras.extensions());
      new FunctionRefusal(layout).requireNoneIn(scratch);
      SourceExtensions.moveToShared(
          scratch,
          SourceExtensions.installed(target),
          layout.migration().target().extensionsSchema());
      List<String> usable =
          extras.extensions().stream()
              .map(SourceExtensions.Installed::name)
              .filter(name -> !refused.containsKey(name))
              .toList();
      List<String> afterwards = comments(layout, preparation, extras.comments());
      if (joining.isPresent()) {
        return part(layout, scratch, before, usable, joining.get(), workspace);
      }
      return read(layout, scratch, before, usable, afterwards, workspace.file("target.archive"));
    }
  }

  /**
   * What is known of objects before they move; a move leaves the oid.
   *
   * @param sequences all sequences, those of serial and identity columns too
   * @param emptyViews materialized views that hold nothing at the source
   */
  private record Before(Map<Long, TableName> sequences, Set<Long> emptyViews) {}

  /** The comments of schemas that the migration made; another's schema keeps its own. */
  private static List<String> comments(
      SchemaLayout layout, PreparationJournal preparation, Map<String, String> comments) {
    Map<String, TargetNamespaces.Made> made =
        preparation.below(PreparationItem.NAMESPACE, TargetNamespaces.Made.class);
    List<String> statements = new ArrayList<>();
    for (String origin : layout.origins()) {
      String schema = layout.mainDestination(origin);
      String comment = comments.get(origin);
      TargetNamespaces.Made ours = made.get(schema);
      if (comment != null && ours != null && ours.created()) {
        statements.add(
            "COMMENT ON SCHEMA " + Sql.identifier(schema) + " IS " + Sql.literal(comment));
      }
    }
    return statements;
  }

  private void load(
      DatabaseSession scratch, List<TocEntry> entries, Path archive, Map<String, String> refused) {
    List<String> lines = entries.stream().map(TocEntry::line).toList();
    refused.forEach(
        (name, why) -> LOG.warnf("extension left out: name=%s reason=\"%s\"", name, why));
    try {
      programs.restoreAtOnce(scratch.place(), archive, lines);
    } catch (TributaryException e) {
      if (refused.isEmpty()) {
        throw e;
      }
      ErrorReport report = e.report();
      throw new TributaryException(
          SchemaError.EXTENSION_MISSING,
          report.message()
              + " The target could not create these extensions of the source, which may be why: "
              + refused
              + ". Install their packages on the target's server; one that only a superuser may"
              + " create can be marked there with trusted = true in its control file.",
          report.fields(),
          e);
    }
  }

  private static void rewrite(
      SchemaLayout layout, DatabaseSession scratch, List<SourceExtensions.Installed> extensions) {
    Set<String> fixed = new HashSet<>();
    extensions.stream().filter(e -> !e.relocatable()).forEach(e -> fixed.add(e.schema()));
    SchemaRewriting.Aside aside = SchemaRewriting.stepAside(layout, fixed);
    scratch.runAll(aside.statements());
    List<CatalogObject> objects = ObjectCatalog.objects(scratch, aside.origins().keySet());
    scratch.runAll(SchemaRewriting.moves(layout, aside.origins(), objects));
    new FunctionTexts(
            SchemaRewriting.destinations(layout, aside.origins(), objects),
            layout.migration().target().extensionsSchema())
        .rewrite(scratch, layout.destinations());
  }

  private SchemaPlan read(
      SchemaLayout layout,
      DatabaseSession scratch,
      Before before,
      List<String> extensions,
      List<String> afterwards,
      Path archive) {
    List<String> schemas = layout.destinations();
    List<CatalogObject> objects = ObjectCatalog.objects(scratch, schemas);
    List<String> others = SourceSelection.others(scratch, schemas.toArray(String[]::new));
    programs.dump(scratch.place(), SourceSelection.arguments(others, layout, List.of()), archive);
    List<String> rights = new ArrayList<>(afterwards);
    rights.addAll(ObjectGrants.read(scratch, schemas).allowedBy(layout).statements());
    TableRules rules = TableRules.read(scratch, schemas);
    ArchiveContents.Phases phases = phases(layout, scratch, rules, archive);
    List<SchemaPlan.SequenceMove> moves = moves(before, sequences(scratch, schemas), oid -> true);
    return new SchemaPlan(
        layout.source().schemas(),
        ArchiveDirectory.encode(archive),
        scratch.place().user(),
        phases.now(),
        phases.later(),
        objects.stream().map(CatalogObject::planned).toList(),
        names(objects.stream().filter(CatalogObject::isTable).toList()),
        names(
            objects.stream()
                .filter(CatalogObject::isMaterializedView)
                .filter(view -> !before.emptyViews().contains(view.oid()))
                .toList()),
        moves,
        extensions,
        rights,
        rules.statements(),
        phases.keys());
  }

  private SchemaPlan part(
      SchemaLayout layout,
      DatabaseSession scratch,
      Before before,
      List<String> extensions,
      JoiningObjects joining,
      ArchiveDirectory workspace) {
    List<String> schemas = layout.destinations();
    Path archive = workspace.file("target.archive");
    List<CatalogObject> objects = joining.of(ObjectCatalog.objects(scratch, schemas));
    joining.requireAll(layout, objects);
    Path tables = workspace.file("tables.archive");
    programs.dump(scratch.place(), joining.selection(objects), tables);
    List<String> others = SourceSelection.others(scratch, schemas.toArray(String[]::new));
    programs.dump(scratch.place(), SourceSelection.arguments(others, layout, List.of()), archive);
    JoiningEntries entries =
        JoiningEntries.of(programs.entries(archive), programs.entries(tables), objects);
    return new SchemaPlan(
        layout.source().schemas(),
        ArchiveDirectory.encode(archive),
        scratch.place().user(),
        entries.lines(),
        List.of(),
        objects.stream().map(CatalogObject::planned).toList(),
        names(objects.stream().filter(CatalogObject::isTable).toList()),
        List.of(),
        moves(before, sequences(scratch, schemas), entries::makes),
        extensions,
        ObjectGrants.read(scratch, schemas).allowedBy(layout).of(entries.oids()).statements(),
        entries.rules(),
        List.of());
  }

  private static List<SchemaPlan.SequenceMove> moves(
      Before before, Map<Long, TableName> sequences, Predicate<Long> wanted) {
    List<SchemaPlan.SequenceMove> moves = new ArrayList<>();
    sequences.forEach(
        (oid, name) -> {
          if (wanted.test(oid)) {
            moves.add(
                new SchemaPlan.SequenceMove(
                    Objects.requireNonNull(before.sequences().get(oid), "a move leaves the oid"),
                    name));
          }
        });
    return moves;
  }

  private ArchiveContents.Phases phases(
      SchemaLayout layout, DatabaseSession scratch, TableRules rules, Path archive) {
    ArchiveContents.Phases phases =
        programs
            .contents(archive)
            .phases(KeyIndexes.choose(KeyIndexes.read(scratch, layout.destinations())), rules);
    return switch (layout.source().initialCopy()) {
      case COPY -> phases;
      case STREAM -> phases.keysFirst();
    };
  }

  private static List<TableName> names(List<CatalogObject> objects) {
    return objects.stream().map(o -> new TableName(o.schema(), o.name())).toList();
  }

  private static Set<Long> emptyViews(DatabaseSession session, Set<TableName> names) {
    Set<Long> found = new HashSet<>();
    ObjectCatalog.objects(session, names.stream().map(TableName::schema).toList()).stream()
        .filter(CatalogObject::isMaterializedView)
        .filter(view -> names.contains(new TableName(view.schema(), view.name())))
        .forEach(view -> found.add(view.oid()));
    return found;
  }

  private static Map<Long, TableName> sequences(DatabaseSession session, List<String> schemas) {
    Map<Long, TableName> found = new HashMap<>();
    session.list(
        """
        SELECT c.oid, n.nspname, c.relname FROM pg_catalog.pg_class c
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind = 'S' AND n.nspname = ANY(?)\
        """,
        row -> found.put(row.getLong(1), new TableName(row.getString(2), row.getString(3))),
        (Object) schemas.toArray(String[]::new));
    return found;
  }
}
