package io.tributary.common.mapping;

import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.sqlite.MasterEntry;
import io.tributary.common.sqlite.SchemaReader;
import io.tributary.common.sqlite.SqliteSchema;
import io.tributary.common.sqlite.VectorTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads of a file's schema what the migration moves; what it excludes need not be readable, but for
 * virtual tables, by which the tables that belong to them are told. Pure and thread-safe.
 */
public final class MovingSchema {
  private MovingSchema() {}

  /**
   * The tables that move, with their indexes, and all views.
   *
   * @throws io.tributary.common.error.TributaryException {@code TRB-SQLITE-SCHEMA-UNREADABLE}
   *     naming the table
   */
  public static SqliteSchema read(Source source, MappingBasis basis) {
    SchemaMapping main = source.schemas().get(0);
    Set<MasterEntry> virtual = new HashSet<>(VectorTable.virtualAndTheirs(basis.entries()));
    List<MasterEntry> entries =
        basis.entries().stream()
            .filter(entry -> virtual.contains(entry) || isRead(main, entry))
            .toList();
    SqliteSchema schema = SchemaReader.read(entries, basis.lastKeys());
    return new SqliteSchema(
        schema.tables().stream().filter(t -> moves(main, t.name())).toList(),
        schema.indexes(),
        schema.views(),
        schema.lastKeys(),
        schema.remarks());
  }

  private static boolean isRead(SchemaMapping main, MasterEntry entry) {
    return entry.type().equals("view")
        || entry.type().equals("table") && moves(main, entry.name())
        || moves(main, entry.table());
  }

  private static boolean moves(SchemaMapping main, String table) {
    return main.targetOf(table).isPresent();
  }
}
