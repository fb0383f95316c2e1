package io.tributary.validator.source.converted;

import io.tributary.common.error.TributaryException;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.validator.ValidatorError;
import io.tributary.validator.catalog.DatabaseCatalog;
import io.tributary.validator.catalog.MappedTables;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.database.BoundStatement;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The declared mapping and the target's tables, as the target has them. Two are equal when copies
 * made for the one do for the other.
 *
 * @param basis the mapping's basis as it is kept in the target
 * @param columns hash of the target's columns with their types
 * @param mapping what becomes of the source
 * @param tables the pairs of tables
 * @param partitions the partitions of the target's tables
 */
record MappedDefinitions(
    String basis,
    String columns,
    SourceMapping mapping,
    TableMap tables,
    Map<TableName, List<TableName>> partitions) {
  private static final String BASIS =
      "SELECT detail::text FROM tributary.preparation"
          + " WHERE migration = ? AND source = ? AND item = ?";
  private static final String COLUMNS =
      """
      SELECT md5(string_agg(x, ',' ORDER BY x)) FROM (
        SELECT format('%s %s %s %s %s',
                      a.attrelid, a.attname, a.atttypid, a.atttypmod, a.attcollation) AS x
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ANY(?) AND c.relkind IN ('r', 'p')
          AND a.attnum > 0 AND NOT a.attisdropped) q""";

  /** Reads them at the target. */
  static MappedDefinitions read(Connection target, Source plan, StreamId stream)
      throws SQLException {
    String basis = basis(target, stream);
    SourceMapping mapping =
        MappingPlanner.plan(
            plan, Json.read(basis.getBytes(StandardCharsets.UTF_8), MappingBasis.class));
    if (!mapping.problems().isEmpty()) {
      throw mapping(stream, "cannot be done as declared: " + String.join("; ", mapping.problems()));
    }
    List<String> schemas =
        mapping.tables().stream().map(table -> table.target().schema()).distinct().toList();
    List<TableName> names = mapping.tables().stream().map(table -> table.source()).toList();
    // Tables of the source may be the partitions of one table.
    DatabaseCatalog catalog = DatabaseCatalog.withPartitions(target, schemas);
    TableMap tables =
        MappedTables.of(
            mapping,
            catalog,
            name -> ConvertedCopyStatements.relation(names.indexOf(name)),
            MovedRowViews.read(target, stream));
    return new MappedDefinitions(
        basis, columns(target, schemas), mapping, tables, catalog.partitions());
  }

  private static String basis(Connection target, StreamId stream) throws SQLException {
    return BoundStatement.of(BASIS, stream.migration(), stream.source(), MappingBasis.ITEM)
        .first(target, row -> row.getString(1))
        .orElseThrow(() -> mapping(stream, "is not known: the target is not prepared for it"));
  }

  private static String columns(Connection target, List<String> schemas) throws SQLException {
    return BoundStatement.of(COLUMNS, schemas)
        .first(target, row -> String.valueOf(row.getString(1)))
        .orElseThrow();
  }

  private static TributaryException mapping(StreamId stream, String what) {
    return new TributaryException(
        ValidatorError.MAPPING,
        "The mapping of source "
            + stream.source()
            + " of migration "
            + stream.migration()
            + " "
            + what
            + ". Prepare the source's target anew.",
        Map.of("migration", stream.migration(), "source", stream.source()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MappedDefinitions d
        && basis.equals(d.basis)
        && columns.equals(d.columns);
  }

  @Override
  public int hashCode() {
    return basis.hashCode();
  }
}
