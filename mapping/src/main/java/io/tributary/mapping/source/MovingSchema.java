package io.tributary.mapping.source;

import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.sqlite.parser.SqliteSchemaReader;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the part of a file's schema that the migration moves. Declarations that it excludes need
 * not be readable, except for those of virtual tables, which tell the tables that belong to them.
 * Pure and thread-safe.
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
    Set<MasterEntry> virtual = new HashSet<>(Vec0Table.virtualAndTheirs(basis.entries()));
    List<MasterEntry> entries =
        basis.entries().stream()
            .filter(entry -> virtual.contains(entry) || isRead(main, entry))
            .toList();
    SqliteSchema schema = SqliteSchemaReader.read(entries, basis.lastKeys());
    return new SqliteSchema(
        schema.tables().stream().filter(t -> moves(main, t.name())).toList(),
        schema.indexes(),
        schema.views(),
        schema.lastKeys(),
        schema.remarks(),
        schema.searches());
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
