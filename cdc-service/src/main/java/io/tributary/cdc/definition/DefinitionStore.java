package io.tributary.cdc.definition;

import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What each table of a source looked like when the target was made and after each change that the
 * stream has passed; in the target's {@code tributary.table_shape}. Reads it for those who look
 * from outside of the stream; apply itself writes it in its own transaction.
 */
public final class DefinitionStore {
  /** Definitions of a migration's source. */
  public static final String READ =
      "SELECT shape::text FROM tributary.table_shape WHERE migration = ? AND source = ?";

  /** Forgets those of a migration's source. */
  public static final String FORGET =
      "DELETE FROM tributary.table_shape WHERE migration = ? AND source = ?";

  /** Adds one of a migration's source, with oid and {@link #text}. */
  public static final String KEEP =
      """
      INSERT INTO tributary.table_shape (migration, source, oid, shape, updated_at)
      VALUES (?, ?, ?, ?::jsonb, now())""";

  private final Connection target;
  private final StreamId stream;

  /** For a connection to the target, which the caller closes. */
  public DefinitionStore(Connection target, StreamId stream) {
    this.target = target;
    this.stream = stream;
  }

  /** What is known, empty before the target was prepared. */
  public List<TableDefinition> read() throws SQLException {
    List<TableDefinition> found = new ArrayList<>();
    try (PreparedStatement query = target.prepareStatement(READ)) {
      bind(query);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(DefinitionCatalog.parse(rows.getString(1)));
        }
      }
    }
    return found;
  }

  /** A definition as it is kept. */
  public static String text(TableDefinition definition) {
    return Json.text(definition);
  }

  private void bind(PreparedStatement statement) throws SQLException {
    statement.setString(1, stream.migration());
    statement.setString(2, stream.source());
  }
}
