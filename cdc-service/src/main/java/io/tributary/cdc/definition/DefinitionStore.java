package io.tributary.cdc.definition;

import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.database.DatabaseSession;
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

  /** Adds or replaces one of a migration's source, with oid and {@link #text}. */
  public static final String KEEP =
      """
      INSERT INTO tributary.table_shape (migration, source, oid, shape, updated_at)
      VALUES (?, ?, ?, ?::jsonb, now())
      ON CONFLICT (migration, source, oid) DO UPDATE SET shape = excluded.shape, updated_at = now()\
      """;

  private final DatabaseSession target;
  private final StreamId stream;

  /** For a session at the target, which the caller closes. */
  public DefinitionStore(DatabaseSession target, StreamId stream) {
    this.target = target;
    this.stream = stream;
  }

  /** What is known, empty before the target was prepared. */
  public List<TableDefinition> read() {
    return target.list(
        READ,
        row -> DefinitionCatalog.parse(row.getString(1)),
        stream.migration(),
        stream.source());
  }

  /** A definition as it is kept. */
  public static String text(TableDefinition definition) {
    return Json.text(definition);
  }
}
