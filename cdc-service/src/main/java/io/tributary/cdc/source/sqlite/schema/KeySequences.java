package io.tributary.cdc.source.sqlite.schema;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sequences that give out keys in the target. They have to stand behind every key of the table,
 * and behind every key that SQLite ever gave out with AUTOINCREMENT.
 *
 * @param target the target
 * @param mapping of the source
 * @param given by table of the source, the highest key given out
 */
public record KeySequences(DatabaseSession target, SourceMapping mapping, Map<String, Long> given) {
  private static final String COLUMNS =
      """
      SELECT n.nspname, c.relname, a.attname, s.seqrelid::regclass::text,
             coalesce(pg_catalog.pg_sequence_last_value(s.seqrelid), 0), s.seqmax
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_depend d
          ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = c.oid
         AND d.refobjsubid = a.attnum AND d.classid = d.refclassid AND d.deptype IN ('a', 'i')
        JOIN pg_catalog.pg_sequence s ON s.seqrelid = d.objid AND s.seqincrement > 0
       WHERE n.nspname = ANY (?) ORDER BY 1, 2, 3\
      """;
  private static final String SET =
      """
      SELECT pg_catalog.setval(name::regclass, value)
        FROM unnest(?::text[], ?::bigint[]) AS s (name, value)\
      """;

  /**
   * A column whose values a sequence gives out.
   *
   * @param sequence its sequence, quoted
   * @param last what the sequence gave out last, 0 for nothing
   * @param most its maximum
   */
  private record Numbered(TableName table, String column, String sequence, long last, long most) {}

  /** Where a sequence has to stand. */
  record Standing(String sequence, long value) {}

  /** The highest key that each sequence of the target gave out, by table of the source. */
  public static Map<String, Long> last(DatabaseSession target, SourceMapping mapping) {
    KeySequences sequences = new KeySequences(target, mapping, Map.of());
    Map<String, Long> last = new TreeMap<>();
    for (Numbered numbered : sequences.numbered(sequences.schemas())) {
      sequences
          .tableOf(numbered.table())
          .filter(table -> numbered.last() > 0)
          .ifPresent(table -> last.merge(table.source().name(), numbered.last(), Math::max));
    }
    return last;
  }

  /** Where the sequences have to stand that are not there yet. */
  List<Standing> read() {
    List<Standing> standings = new ArrayList<>();
    for (Numbered numbered : numbered(schemas())) {
      Optional<TableMapping> table = tableOf(numbered.table());
      if (table.isPresent()) {
        long wanted = Math.min(numbered.most(), Math.max(highest(numbered), givenTo(table.get())));
        if (wanted > numbered.last()) {
          standings.add(new Standing(numbered.sequence(), wanted));
        }
      }
    }
    return standings;
  }

  private String[] schemas() {
    return mapping.tables().stream()
        .map(table -> table.target().schema())
        .distinct()
        .toArray(String[]::new);
  }

  /** Puts the sequences there. */
  void set() {
    List<Standing> standings = read();
    target.list(
        SET,
        row -> row.getLong(1),
        standings.stream().map(Standing::sequence).toArray(String[]::new),
        standings.stream().map(Standing::value).toArray(Long[]::new));
  }

  private List<Numbered> numbered(String[] schemas) {
    return target.list(
        COLUMNS,
        row ->
            new Numbered(
                new TableName(row.getString(1), row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6)),
        (Object) schemas);
  }

  private Optional<TableMapping> tableOf(TableName target) {
    return mapping.tables().stream().filter(table -> table.target().equals(target)).findFirst();
  }

  private long highest(Numbered numbered) {
    return target
        .first(
            "SELECT coalesce(max(%s), 0)::bigint FROM %s"
                .formatted(Sql.identifier(numbered.column()), Sql.table(numbered.table())),
            row -> row.getLong(1))
        .orElse(0L);
  }

  /** SQLite writes down automatic keys under the table's name as it is declared. */
  private long givenTo(TableMapping table) {
    return given.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(table.source().name()))
        .mapToLong(Map.Entry::getValue)
        .max()
        .orElse(0);
  }
}
