package io.tributary.cdc.apply.convert;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A SQLite source and changes of its tables, as tests of pure parts need them. */
public final class SqliteTables {
  private SqliteTables() {}

  /** A source with these tables, each given by its name and its columns. */
  public static MappedSource source(Map<String, String> tables) {
    Source source =
        SqliteSource.of(
            "src",
            "/nowhere/app.db",
            new SchemaMapping("main", "app", Map.of(), List.of(), List.of("stays")));
    List<MasterEntry> entries =
        tables.entrySet().stream()
            .map(
                table ->
                    new MasterEntry(
                        "table",
                        table.getKey(),
                        table.getKey(),
                        "CREATE TABLE " + table.getKey() + " (" + table.getValue() + ")"))
            .toList();
    return new MappedSource(source, MappingBasis.ofFile(entries, Map.of(), List.of()));
  }

  /** A row's new state at a position, which is its offset too. */
  public static StreamRecord put(long at, String table, RowImage row) {
    return change(at, table, Op.UPDATE, null, row);
  }

  /** A row that is gone. */
  public static StreamRecord gone(long at, String table, RowImage key) {
    return change(at, table, Op.DELETE, key, null);
  }

  /** A row: column, value, column, value, …. */
  public static RowImage row(String... cells) {
    List<String> all = java.util.Arrays.asList(cells);
    return new RowImage(every(all, 0), every(all, 1));
  }

  /** The same with the storage class of one column. */
  public static RowImage row(RowImage row, String column, String storageClass) {
    return new RowImage(row.columns(), row.values(), Map.of(column, storageClass));
  }

  private static List<String> every(List<String> all, int from) {
    return Stream.iterate(from, i -> i < all.size(), i -> i + 2)
        .map(all::get)
        .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
  }

  private static StreamRecord change(
      long at, String table, Op op, RowImage before, RowImage after) {
    TableName name = new TableName("main", table);
    return new StreamRecord(at, 0, new RowChange(name, op, before, after, null, null, 1, 1, at, 0));
  }
}
