package io.tributary.orchestrator.store;

/** The SQL of the store. */
final class Statements {
  private Statements() {}

  static final String FIND =
      "SELECT plan, state, generation, version, updated_at FROM tributary.migration WHERE name = ?";

  /** State and history in one statement, so in one transaction. */
  static final String INSERT =
      """
      WITH made AS (
        INSERT INTO tributary.migration (name, plan, state, generation, version, updated_at)
        VALUES (?, ?::jsonb, ?::jsonb, ?, ?, ?) ON CONFLICT (name) DO NOTHING RETURNING name)
      INSERT INTO tributary.history (migration, at, event, from_state, to_state, detail)
      SELECT name, ?, ?, ?, ?, ?::jsonb FROM made""";

  /**
   * Compare-and-set on the version, with history and idempotency key in the same statement: one
   * round trip and one transaction, because this stands in the write pause of a cutover.
   */
  static final String UPDATE =
      """
      WITH moved AS (
        UPDATE tributary.migration
        SET plan = ?::jsonb, state = ?::jsonb, generation = ?, version = ?, updated_at = ?
        WHERE name = ? AND version = ? RETURNING name),
      keyed AS (
        INSERT INTO tributary.idempotency (migration, key, cutover_id, at)
        SELECT name, ?::text, ?::text, ? FROM moved WHERE ?::boolean)
      INSERT INTO tributary.history (migration, at, event, from_state, to_state, detail)
      SELECT name, ?, ?, ?, ?, ?::jsonb FROM moved""";

  static final String DELETE = "DELETE FROM tributary.migration WHERE name = ? AND version = ?";

  static final String FORGET_KEYS = "DELETE FROM tributary.idempotency WHERE migration = ?";

  static final String CUTOVER_OF_KEY =
      "SELECT cutover_id FROM tributary.idempotency WHERE migration = ? AND key = ?";

  static final String HIGHEST_GENERATION =
      "SELECT coalesce(max((detail->>'generation')::bigint), 0) FROM tributary.history"
          + " WHERE migration = ?";

  static final String HISTORY =
      "SELECT id, at, event, from_state, to_state, detail FROM tributary.history"
          + " WHERE migration = ? AND id > ? ORDER BY id LIMIT ?";
}
