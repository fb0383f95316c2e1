package io.tributary.validator.source.converted;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.validator.database.BoundStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The views of tables of the target that keep rows which they held before the migration: a view
 * shows the rows that came from the source, and only these are compared.
 */
final class MovedRowViews {
  private static final String VIEWS =
      """
      SELECT t -> 'table' ->> 'schema', t -> 'table' ->> 'name', v.relname
        FROM tributary.preparation p
       CROSS JOIN LATERAL pg_catalog.jsonb_array_elements(p.detail -> 'tables') AS t
        JOIN pg_catalog.pg_class v
          ON v.relnamespace = 'tributary'::regnamespace AND v.relkind = 'v'
         AND v.relname = 'moved_' || (t ->> 'oid')
       WHERE p.migration = ? AND p.source = ? AND p.item = 'schema.existing-tables'""";

  private MovedRowViews() {}

  /** The views, by table. */
  static Map<TableName, TableName> read(Connection target, StreamId stream) throws SQLException {
    Map<TableName, TableName> found = new TreeMap<>();
    BoundStatement.of(VIEWS, stream.migration(), stream.source())
        .each(
            target,
            row ->
                found.put(
                    new TableName(row.getString(1), row.getString(2)),
                    new TableName("tributary", row.getString(3))));
    return found;
  }
}
