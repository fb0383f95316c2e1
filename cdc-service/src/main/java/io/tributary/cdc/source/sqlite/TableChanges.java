package io.tributary.cdc.source.sqlite;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.parser.SqliteSchemaReader;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the tables of a file against those that the target was made for. Pure.
 *
 * @param source the source
 * @param basis what the target was made for
 */
record TableChanges(Source source, MappingBasis basis) {

  /**
   * A table that is not what it was.
   *
   * @param table the table
   * @param isNew whether it was not there
   * @param effect what happened to it, for people
   */
  record Change(TableName table, boolean isNew, String effect) {

    /** What to do about it before the fence, in words. */
    String remedy(MovingSource moving) {
      StreamId stream = moving.stream();
      if (!isNew) {
        return "Take the change back, or begin the source anew. " + stream.beginAnew();
      }
      boolean joins = !moving.source().converted().intoGivenTables();
      return "Drop it, or type %s, which takes it in."
          .formatted(joins ? stream.addTablesCommand() : stream.restartCommand());
    }
  }

  /** The first table that changed, in the file as it is now. */
  Optional<Change> in(SqliteReadSession session) throws SQLException {
    return between(SqliteFileSchema.entries(session));
  }

  /** The first table that changed; one that was there before one that is new. */
  Optional<Change> between(List<MasterEntry> entries) {
    return former(entries)
        .or(
            () ->
                added(entries).stream()
                    .findFirst()
                    .map(
                        table ->
                            new Change(table, true, "it was made after the migration started")));
  }

  /** The first table that changed of those that were there. */
  Optional<Change> former(List<MasterEntry> entries) {
    SqliteSchema before = before();
    SqliteSchema after = SqliteSchemaReader.read(entries, Map.of());
    for (SqliteTable table : before.tables()) {
      if (moves(table.name())) {
        String effect =
            after.table(table.name()).map(now -> effect(table, now)).orElse("it is gone");
        if (!effect.isEmpty()) {
          return Optional.of(new Change(named(table.name()), false, effect));
        }
      }
    }
    return Optional.empty();
  }

  /** The tables that should move and were not there. */
  List<TableName> added(List<MasterEntry> entries) {
    SqliteSchema before = before();
    return SqliteSchemaReader.read(entries, Map.of()).tables().stream()
        .map(SqliteTable::name)
        .filter(name -> moves(name) && before.table(name).isEmpty())
        .map(this::named)
        .toList();
  }

  private SqliteSchema before() {
    return SqliteSchemaReader.read(basis.entries(), Map.of());
  }

  private static String effect(SqliteTable before, SqliteTable after) {
    List<String> effects = new ArrayList<>();
    for (SqliteColumn column : before.columns()) {
      Optional<SqliteColumn> now = after.column(column.name());
      if (now.isEmpty()) {
        effects.add("column " + column.name() + " is gone");
      } else if (!now.get().equals(column)) {
        effects.add("column " + column.name() + " is declared in another way");
      }
    }
    after.columns().stream()
        .filter(column -> before.column(column.name()).isEmpty())
        .forEach(column -> effects.add("column " + column.name() + " was added"));
    if (effects.isEmpty() && !before.keyColumns().equals(after.keyColumns())) {
      effects.add("its primary key is another one");
    }
    return String.join(", ", effects);
  }

  private boolean moves(String table) {
    return source.targetOf(named(table)).isPresent();
  }

  private TableName named(String table) {
    SchemaMapping main = source.schemas().get(0);
    return new TableName(main.from(), table);
  }
}
