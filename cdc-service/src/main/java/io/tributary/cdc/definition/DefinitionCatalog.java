package io.tributary.cdc.definition;

import io.tributary.common.json.Json;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the definitions of tables from a source's catalog. Uses the caller's connection; not
 * thread-safe.
 */
public final class DefinitionCatalog {
  private final Connection connection;
  private final Source source;

  /** For a connection to the source. Sets its search path, in a transaction only for that. */
  public DefinitionCatalog(Connection connection, Source source) throws SQLException {
    this.connection = connection;
    this.source = source;
    try (PreparedStatement path = connection.prepareStatement(DefinitionSql.SEARCH_PATH)) {
      path.setBoolean(1, !connection.getAutoCommit());
      path.setArray(2, connection.createArrayOf("text", schemas()));
      path.execute();
    }
  }

  /** The tables that move. */
  public List<TableDefinition> all() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(DefinitionSql.IN_SCHEMAS)) {
      query.setArray(1, connection.createArrayOf("text", schemas()));
      return read(query).stream()
          .filter(table -> source.targetOf(table.table()).isPresent())
          .toList();
    }
  }

  /** The table with this oid, whatever it is called now. */
  public Optional<TableDefinition> byOid(long oid) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(DefinitionSql.BY_OID)) {
      query.setLong(1, oid);
      return read(query).stream().findFirst();
    }
  }

  /** What a type is called. */
  public String typeName(long type, int modifier) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(DefinitionSql.TYPE_NAME)) {
      query.setLong(1, type);
      query.setInt(2, modifier);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private String[] schemas() {
    return source.schemas().stream().map(SchemaMapping::from).toArray(String[]::new);
  }

  private static List<TableDefinition> read(PreparedStatement query) throws SQLException {
    List<TableDefinition> found = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(parse(rows.getString(1)));
      }
    }
    return found;
  }

  /** A definition as {@link DefinitionSql} and {@link DefinitionStore} write it. */
  public static TableDefinition parse(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), TableDefinition.class);
  }
}
