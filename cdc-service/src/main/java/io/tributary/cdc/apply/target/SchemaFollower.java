package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.ChangePlanner;
import io.tributary.cdc.definition.DefinitionNotice;
import io.tributary.cdc.definition.SchemaChange;
import io.tributary.cdc.definition.ShapePlacement;
import io.tributary.cdc.definition.TableChange;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.SchemaChanges;
import io.tributary.common.plan.Source;
import io.tributary.common.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Acts on what the stream says of tables: passes on when nothing changed, makes the change in the
 * target where the migration says so and values stay equal, and stops the stream otherwise, unless
 * the target looks like the source already. One thread.
 */
final class SchemaFollower implements SchemaWatch {
  private final Source source;
  private final SourceCatalog catalog;
  private final TableDefinitions definitions;
  private final SchemaStop stop;

  SchemaFollower(StreamId stream, Source source, Databases databases) {
    this.source = source;
    this.catalog = new SourceCatalog(databases, source);
    this.definitions = new TableDefinitions(stream);
    this.stop = new SchemaStop(source);
  }

  @Override
  public void load(TargetSession session) {
    definitions.load(session);
  }

  @Override
  public boolean findsChange(List<StreamRecord> changes) {
    return changes.stream()
        .filter(StreamRecord::describesTable)
        .anyMatch(record -> found(record.change()).isPresent());
  }

  @Override
  public void follow(TargetSession session, StreamRecord record) {
    Optional<FoundChange> found = found(record.change());
    if (found.isPresent()) {
      follow(session, found.get());
    }
  }

  @Override
  public boolean addLabels(TargetSession session) {
    return new LabelCatchUp(source, catalog, stop).run(session, definitions.all());
  }

  @Override
  public void close() {
    catalog.close();
  }

  private Optional<FoundChange> found(ChangeRecord record) {
    if (definitions.none()) {
      return Optional.empty();
    }
    return record instanceof ChangeRecord.Shape shape
        ? foundBy(shape)
        : DefinitionNotice.in(record).flatMap(this::foundBy);
  }

  private Optional<FoundChange> foundBy(ChangeRecord.Shape shape) {
    TableDefinition before =
        definitions.named(shape.table()).orElseThrow(() -> stop.unknown(shape.table()));
    TableDefinition after =
        new ShapePlacement(before, catalog.byOid(before.oid()), catalog::typeName).after(shape);
    return changed(before, after);
  }

  private Optional<FoundChange> foundBy(DefinitionNotice notice) {
    Optional<TableDefinition> before = definitions.byOid(notice.oid());
    if (before.isPresent() && notice.now() == null) {
      return Optional.of(new FoundChange(before.get(), null, List.of(new TableChange.Dropped())));
    }
    return before.flatMap(was -> changed(was, notice.now()));
  }

  private static Optional<FoundChange> changed(TableDefinition before, TableDefinition after) {
    List<SchemaChange> changes = ChangePlanner.between(before, after);
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(new FoundChange(before, after, changes));
  }

  private void follow(TargetSession session, FoundChange found) {
    TableName copy = source.targetOf(found.before().table()).orElse(found.before().table());
    Optional<TableDefinition> target = TableDefinitions.inTarget(session, copy);
    if (found.after() == null) {
      dropped(session, found, target.isPresent());
      return;
    }
    if (found.lasting() || target.isEmpty()) {
      throw stop.at(found, Set.of("the target has no table " + copy.display()), "");
    }
    Set<String> missing = found.missingIn(target.get());
    if (!missing.isEmpty()) {
      make(session, found, copy, missing);
    }
    definitions.keep(session, found.after());
  }

  private void dropped(TargetSession session, FoundChange found, boolean inTarget) {
    if (inTarget) {
      throw stop.at(found, Set.of("drop the target's table"), "it would lose the table's rows");
    }
    definitions.forget(session, found.before().oid());
  }

  private void make(TargetSession session, FoundChange found, TableName copy, Set<String> missing) {
    if (source.schemaChanges() == SchemaChanges.STOP) {
      throw stop.at(found, missing, "");
    }
    if (found.before().child()) {
      throw stop.at(found, missing, "the table is a partition or inherits from another one");
    }
    run(session, found, copy, missing);
    Set<String> left =
        TableDefinitions.inTarget(session, copy).map(found::missingIn).orElse(missing);
    if (!left.isEmpty()) {
      throw stop.at(found, left, "it could alter values, or it is of a kind that never is");
    }
  }

  private static String path(TableName copy) {
    return "SELECT set_config('search_path', %s || ', ' || current_setting('search_path'), true)"
        .formatted(Sql.literal(Sql.identifier(copy.schema())));
  }

  private void run(TargetSession session, FoundChange found, TableName copy, Set<String> missing) {
    try {
      session.command(path(copy));
      for (SchemaChange change : found.changes()) {
        for (String statement : change.statements(Sql.table(copy))) {
          session.command(statement);
        }
      }
    } catch (TargetFailure e) {
      if (e.report().retryable()) {
        throw e;
      }
      throw stop.at(found, missing, e.getMessage());
    }
  }
}
