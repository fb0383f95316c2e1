package io.tributary.cdc.apply.follow;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.ChangePlanner;
import io.tributary.cdc.definition.DefinitionNotice;
import io.tributary.cdc.definition.SchemaChange;
import io.tributary.cdc.definition.ShapePlacement;
import io.tributary.cdc.definition.TableChange;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.function.FunctionTrust;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SchemaChanges;
import io.tributary.common.plan.source.Source;
import io.tributary.common.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the tables of a PostgreSQL source: a change is made in the target where the migration
 * says so and values stay equal; otherwise the stream stops, unless the target's table looks like
 * the source's already. Not thread-safe.
 */
public final class PostgresSchemaFollower implements SchemaFollower {
  private final Source source;
  private final SourceCatalog catalog;
  private final TableDefinitions definitions;
  private final SchemaChangeErrors errors;
  private final FollowedFunctions functions;
  private final boolean passesTakenBack;

  public PostgresSchemaFollower(MovingSource moving, Databases databases) {
    this(moving, databases, false);
  }

  private PostgresSchemaFollower(
      MovingSource moving, Databases databases, boolean passesTakenBack) {
    this.passesTakenBack = passesTakenBack;
    this.source = moving.source();
    this.functions = new FollowedFunctions(FunctionTrust.in(moving.migration().target()));
    this.catalog = new SourceCatalog(databases, source);
    this.definitions = new TableDefinitions(moving.stream());
    this.errors = new SchemaChangeErrors(moving);
  }

  /**
   * For a home that follows no change of tables, and takes of each row what it has a place for: a
   * column that came and was taken back again is passed over.
   */
  public static PostgresSchemaFollower intoFile(MovingSource moving, Databases databases) {
    return new PostgresSchemaFollower(moving, databases, true);
  }

  @Override
  public void load(ApplySession session) {
    definitions.load(session);
  }

  @Override
  public boolean knows(List<StreamRecord> changes) {
    return definitions.none()
        || changes.stream()
            .map(StreamRecord::change)
            .filter(ChangeRecord.Shape.class::isInstance)
            .map(ChangeRecord.Shape.class::cast)
            .allMatch(shape -> definitions.named(shape.table()).isPresent());
  }

  @Override
  public boolean findsChange(List<StreamRecord> changes) {
    return changes.stream()
        .filter(StreamRecord::describesTable)
        .anyMatch(record -> found(record.change()).isPresent());
  }

  /**
   * Refuses changes of tables for a side that never follows them.
   *
   * @throws io.tributary.common.error.TributaryException {@code TRB-APPLY-SCHEMA-CHANGED}
   */
  public void refuse(List<StreamRecord> changes) {
    for (StreamRecord record : changes) {
      if (record.describesTable()) {
        found(record.change())
            .ifPresent(
                found -> {
                  throw errors.unfollowed(found);
                });
      }
    }
  }

  @Override
  public boolean follow(ApplySession session, StreamRecord record) {
    Optional<FoundTableChange> found = found(record.change());
    return found.isPresent() && follow(session, found.get());
  }

  @Override
  public boolean addLabels(ApplySession session) {
    return new EnumLabelCatchUp(source, catalog, errors).run(session, definitions.all());
  }

  @Override
  public void close() {
    catalog.close();
  }

  private Optional<FoundTableChange> found(ChangeRecord record) {
    if (definitions.none()) {
      return Optional.empty();
    }
    return record instanceof ChangeRecord.Shape shape
        ? foundBy(shape)
        : DefinitionNotice.in(record).flatMap(this::foundBy);
  }

  private Optional<FoundTableChange> foundBy(ChangeRecord.Shape shape) {
    Optional<TableDefinition> known = definitions.named(shape.table());
    if (known.isEmpty()) {
      return Optional.of(renamed(shape.table()));
    }
    TableDefinition before = known.get();
    ShapePlacement placement =
        new ShapePlacement(before, catalog.byOid(before.oid()), catalog::typeName);
    return passesTakenBack && placement.takenBack(shape)
        ? Optional.empty()
        : changed(before, placement.after(shape));
  }

  /** The connector reads whatever moves by its name, so also what got such a name. */
  private FoundTableChange renamed(TableName table) {
    return catalog
        .named(table)
        .flatMap(now -> definitions.byOid(now.oid()).flatMap(before -> changed(before, now)))
        .orElseThrow(() -> errors.unknown(table));
  }

  private Optional<FoundTableChange> foundBy(DefinitionNotice notice) {
    return definitions.byOid(notice.oid()).flatMap(before -> foundBy(notice, before));
  }

  /** A catalog that is ahead of the notice says nothing of its place; another notice follows. */
  private Optional<FoundTableChange> foundBy(DefinitionNotice notice, TableDefinition before) {
    Optional<TableDefinition> now = catalog.byOid(notice.oid());
    if (!notice.matches(now)) {
      return Optional.empty();
    }
    return now.isEmpty()
        ? Optional.of(new FoundTableChange(before, null, List.of(new TableChange.Dropped())))
        : changed(before, now.get());
  }

  private static Optional<FoundTableChange> changed(TableDefinition before, TableDefinition after) {
    List<SchemaChange> changes = ChangePlanner.between(before, after);
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(new FoundTableChange(before, after, changes));
  }

  private boolean follow(ApplySession session, FoundTableChange found) {
    TableName copy = source.targetOf(found.before().table()).orElse(found.before().table());
    Optional<TableDefinition> target = TableDefinitions.inTarget(session, copy);
    if (found.after() == null) {
      dropped(session, found, target.isPresent());
      return false;
    }
    if (found.lasting() || target.isEmpty()) {
      throw errors.at(found, Set.of("the target has no table " + copy.display()), "");
    }
    Set<String> missing = found.missingIn(target.get());
    if (!missing.isEmpty()) {
      make(session, found, copy, missing);
    }
    definitions.keep(session, found.after());
    return !missing.isEmpty();
  }

  private void dropped(ApplySession session, FoundTableChange found, boolean inTarget) {
    if (inTarget) {
      throw errors.at(found, Set.of("drop the target's table"), "it would lose the table's rows");
    }
    definitions.forget(session, found.before().oid());
  }

  private void make(
      ApplySession session, FoundTableChange found, TableName copy, Set<String> missing) {
    if (source.schemaChanges() == SchemaChanges.STOP) {
      throw errors.at(found, missing, "");
    }
    if (found.before().child()) {
      throw errors.at(found, missing, "the table is a partition or inherits from another one");
    }
    run(session, found, copy, missing);
    functions
        .refused(session, copy)
        .ifPresent(
            why -> {
              throw errors.at(found, missing, why);
            });
    Set<String> left =
        TableDefinitions.inTarget(session, copy).map(found::missingIn).orElse(missing);
    if (!left.isEmpty()) {
      throw errors.at(found, left, "it could alter values, or it is of a kind that never is");
    }
  }

  private static String path(TableName copy) {
    return "SELECT pg_catalog.set_config('search_path', %s || ', ' || pg_catalog.current_setting('search_path'), true)"
        .formatted(Sql.literal(Sql.identifier(copy.schema())));
  }

  private void run(
      ApplySession session, FoundTableChange found, TableName copy, Set<String> missing) {
    try {
      session.command(path(copy));
      new OwnerStatements(session, copy).run(found.changes());
    } catch (TargetFailure e) {
      if (e.report().retryable()) {
        throw e;
      }
      throw errors.at(found, missing, e.report().message());
    }
  }
}
