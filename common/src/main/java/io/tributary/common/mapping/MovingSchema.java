package io.tributary.common.mapping;

import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.sqlite.MasterEntry;
import io.tributary.common.sqlite.SchemaReader;
import io.tributary.common.sqlite.SqliteSchema;
import java.util.List;
import java.util.Locale;

/**
 * Reads of a file's schema what the migration moves; what it excludes need not be readable. Pure
 * and thread-safe.
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
    List<MasterEntry> entries =
        basis.entries().stream().filter(entry -> isRead(main, entry)).toList();
    SqliteSchema schema = SchemaReader.read(entries, basis.lastKeys());
    return new SqliteSchema(
        schema.tables().stream().filter(t -> moves(main, t.name())).toList(),
        schema.indexes(),
        schema.views(),
        schema.lastKeys(),
        schema.remarks());
  }

  /**
   * A virtual table is read even if it is excluded: by it the tables that belong to it are told.
   */
  private static boolean isRead(SchemaMapping main, MasterEntry entry) {
    return entry.type().equals("view")
        || isVirtual(entry)
        || entry.type().equals("table") && moves(main, entry.name())
        || moves(main, entry.table());
  }

  private static boolean isVirtual(MasterEntry entry) {
    return entry.sql() != null
        && entry.sql().toUpperCase(Locale.ROOT).matches("(?s)CREATE\\s+VIRTUAL\\s.*");
  }

  private static boolean moves(SchemaMapping main, String table) {
    return main.targetOf(table).isPresent();
  }
}
