package io.tributary.validator.mirror;

import io.tributary.common.error.TributaryException;
import io.tributary.common.json.Json;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.mapping.SourceMapping;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Source;
import io.tributary.validator.ValidatorError;
import io.tributary.validator.catalog.Catalog;
import io.tributary.validator.catalog.MappedTables;
import io.tributary.validator.catalog.TableMap;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * The declared mapping and the target's tables. Two are equal when mirrors made for the one do for
 * the other.
 *
 * @param basis the mapping's basis as it is kept in the target
 * @param columns hash of the target's columns with their types
 * @param mapping what becomes of the source
 * @param tables the pairs of tables
 */
record Definitions(String basis, String columns, SourceMapping mapping, TableMap tables) {
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
  static Definitions read(Connection target, Source plan, StreamId stream) throws SQLException {
    String basis = basis(target, stream);
    SourceMapping mapping =
        SourceMapping.of(
            plan, Json.read(basis.getBytes(StandardCharsets.UTF_8), MappingBasis.class));
    if (!mapping.problems().isEmpty()) {
      throw mapping(stream, "cannot be done as declared: " + String.join("; ", mapping.problems()));
    }
    List<String> schemas =
        mapping.tables().stream().map(table -> table.target().schema()).distinct().toList();
    List<TableName> names = mapping.tables().stream().map(table -> table.source()).toList();
    TableMap tables =
        MappedTables.of(
            mapping,
            Catalog.read(target, schemas),
            name -> MirrorSql.relation(names.indexOf(name)));
    return new Definitions(basis, columns(target, schemas), mapping, tables);
  }

  private static String basis(Connection target, StreamId stream) throws SQLException {
    try (PreparedStatement statement = target.prepareStatement(BASIS)) {
      statement.setString(1, stream.migration());
      statement.setString(2, stream.source());
      statement.setString(3, MappingBasis.ITEM);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw mapping(stream, "is not known: the target is not prepared for it");
        }
        return rows.getString(1);
      }
    }
  }

  private static String columns(Connection target, List<String> schemas) throws SQLException {
    Array names = target.createArrayOf("text", schemas.toArray());
    try (PreparedStatement statement = target.prepareStatement(COLUMNS)) {
      statement.setArray(1, names);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return String.valueOf(rows.getString(1));
      }
    }
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
    return other instanceof Definitions d && basis.equals(d.basis) && columns.equals(d.columns);
  }

  @Override
  public int hashCode() {
    return basis.hashCode();
  }
}
