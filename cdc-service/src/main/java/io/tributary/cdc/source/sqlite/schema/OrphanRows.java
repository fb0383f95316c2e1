package io.tributary.cdc.source.sqlite.schema;

import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.error.RowValues;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.source.Source;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows of one table that refer by one foreign key to rows that are not there. */
final class OrphanRows {
  private final PreparationJournal preparation;
  private final DatabaseSession target;
  private final Source source;
  private final TableMapping table;
  private final ForeignKey key;
  private final SourceRowText rows;

  OrphanRows(PreparationJournal preparation, Source source, TableMapping table, ForeignKey key) {
    this.preparation = preparation;
    this.target = preparation.session();
    this.source = source;
    this.table = table;
    this.key = key;
    this.rows = new SourceRowText(preparation.stream(), table);
  }

  /** Throws {@link SqliteSourceError#ORPHAN} with the first one, if there is any. */
  void refuse() {
    target
        .first(
            "SELECT %s, %s, count(*) OVER () FROM %s c WHERE %s LIMIT 1"
                .formatted(rows.key("c"), value("c"), Sql.table(table.target()), key.orphaned()),
            row -> error(row.getString(1), row.getString(2), row.getLong(3)))
        .ifPresent(
            error -> {
              throw error;
            });
  }

  /** How many there are. */
  long count() {
    return target
        .first(
            "SELECT count(*) FROM %s c WHERE %s"
                .formatted(Sql.table(table.target()), key.orphaned()),
            row -> row.getLong(1))
        .orElse(0L);
  }

  /** Moves all of them into the quarantine and says how many there were. */
  long setAside() {
    return target
        .first(
            """
            WITH gone AS (DELETE FROM %s c WHERE %s RETURNING c.*), kept AS (
              INSERT INTO tributary.quarantine
                     (migration, source, source_table, source_key, source_column, reason, detail,
                      source_row, position, at)
              SELECT ?, ?, ?, %s, ?, ?, ? || %s, %s,
                     coalesce((SELECT position FROM tributary.checkpoint
                                WHERE migration = ? AND source = ?), 0), now()
                FROM gone g
              ON CONFLICT (migration, source, source_table, key_digest) DO UPDATE
                 SET source_column = excluded.source_column, reason = excluded.reason,
                     detail = excluded.detail, source_row = excluded.source_row,
                     position = excluded.position, at = excluded.at)
            SELECT count(*) FROM gone\
            """
                .formatted(
                    Sql.table(table.target()),
                    key.orphaned(),
                    rows.key("g"),
                    value("g"),
                    rows.row("g")),
            row -> row.getLong(1),
            preparation.stream().migration(),
            preparation.stream().source(),
            table.source().display(),
            String.join(", ", sourceColumns()),
            QuarantineReason.ORPHAN.name(),
            "no row of " + key.parent().display() + " has ",
            preparation.stream().migration(),
            preparation.stream().source())
        .orElse(0L);
  }

  /** What refers to nothing, for people. */
  private String value(String alias) {
    return key.columns().stream()
        .map(
            column ->
                "%s || coalesce(%s.%s::text, 'NULL')"
                    .formatted(Sql.literal(column + " = "), alias, Sql.identifier(column)))
        .collect(Collectors.joining(" || ', ' || "));
  }

  private List<String> sourceColumns() {
    return key.columns().stream()
        .map(
            column ->
                table.columns().stream()
                    .filter(mapped -> mapped.target().equals(column))
                    .map(ColumnMapping::source)
                    .findFirst()
                    .orElse(column))
        .toList();
  }

  private TributaryException error(String sourceKey, String value, long count) {
    String where = table.source().display();
    String columns = String.join(", ", sourceColumns());
    String shown = RowValues.orHidden(value);
    return new TributaryException(
        SqliteSourceError.ORPHAN,
        "Table %s of source %s has %d rows whose %s refers to no row of %s, first the one with key %s (%s). Mend them at the source; if the first copy is not complete, start the migration anew then. Or declare on-invalid: quarantine."
            .formatted(
                where, source.name(), count, columns, key.parent().display(), sourceKey, shown),
        Map.of(
            "source",
            source.name(),
            "table",
            where,
            "key",
            sourceKey,
            "column",
            columns,
            "value",
            shown));
  }
}
