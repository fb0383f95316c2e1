package io.tributary.orchestrator.store;

import java.util.List;
import java.util.stream.Stream;

/** The SQL of the store. */
final class StoreStatements {
  private StoreStatements() {}

  static final String FIND =
      "SELECT plan, state, generation, version, updated_at, restarts::text"
          + " FROM tributary.migration WHERE name = ?";

  /** Whose it is, where that is another installation. */
  static final String OTHER_INSTALLATION =
      "SELECT installation FROM tributary.migration WHERE name = ? AND installation <> ?";

  /**
   * Reads the record as the only one that may go on from it: the new version waits for a store that
   * is still being committed, and refuses any that was sent before and arrives later.
   */
  static final String CLAIM =
      "UPDATE tributary.migration SET version = version + 1, installation = ? WHERE name = ?"
          + " RETURNING plan, state, generation, version, updated_at, restarts::text";

  /** State and history in one statement, so in one transaction. */
  static final String INSERT =
      """
      WITH made AS (
        INSERT INTO tributary.migration
               (name, plan, state, generation, version, updated_at, installation)
        VALUES (?, ?::jsonb, ?::jsonb, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING RETURNING name)
      INSERT INTO tributary.history (migration, at, event, from_state, to_state, detail)
      SELECT name, ?, ?, ?, ?, ?::jsonb FROM made\
      """;

  /**
   * Compare-and-set on the version, with history, idempotency key and evidence in the same
   * statement: one round trip and one transaction, because this stands in the write pause of a
   * cutover.
   */
  static final String UPDATE =
      """
      WITH moved AS (
        UPDATE tributary.migration
        SET plan = ?::jsonb, state = ?::jsonb, generation = ?, version = ?, updated_at = ?,
            restarts = ?::jsonb
        WHERE name = ? AND version = ? RETURNING name),
      keyed AS (
        INSERT INTO tributary.idempotency (migration, key, cutover_id, at)
        SELECT name, ?::text, ?::text, ? FROM moved WHERE ?::boolean),
      verified AS (
        INSERT INTO tributary.verification (migration, cutover_id, at, streams)
        SELECT name, ?::text, ?, streams FROM moved, (SELECT ?::text) AS found (streams)
         WHERE streams IS NOT NULL ON CONFLICT DO NOTHING),
      reported AS (
        INSERT INTO tributary.evidence (migration, cutover_id, at, direction, report)
        SELECT name, ?::text, ?, ?::text, report FROM moved, (SELECT ?::text) AS made (report)
         WHERE report IS NOT NULL ON CONFLICT DO NOTHING)
      INSERT INTO tributary.history (migration, at, event, from_state, to_state, detail, principal,
                                     roles, address, request_id)
      SELECT name, ?, ?, ?, ?, ?::jsonb, ?::text, ?::text, ?::text, ?::text FROM moved\
      """;

  /** What was asked of a migration, or refused. */
  static final String AUDIT =
      """
      INSERT INTO tributary.history (migration, at, event, from_state, to_state, detail, principal,
                                     roles, address, request_id, digest, code)
      VALUES (?, ?, ?, '-', ?, ?::jsonb, ?, ?, ?, ?, ?, ?)\
      """;

  static final String VERIFICATION =
      "SELECT streams FROM tributary.verification WHERE migration = ? AND cutover_id = ?";

  private static final String SIGNED =
      " FROM tributary.evidence e LEFT JOIN tributary.evidence_signature s"
          + " USING (migration, cutover_id) WHERE migration = ?";

  /** The reports of a migration, without their text, oldest first. */
  static final String EVIDENCE =
      "SELECT cutover_id, e.direction, e.at, s.value IS NOT NULL" + SIGNED + " ORDER BY e.at";

  static final String REPORT =
      "SELECT e.report, s.algorithm, s.public_key, s.value" + SIGNED + " AND cutover_id = ?";

  /** Whoever is first has signed it. */
  static final String SIGN =
      """
      INSERT INTO tributary.evidence_signature (migration, cutover_id, at, algorithm, public_key,
                                                value)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
      """;

  static final String VERSION = "SELECT pg_catalog.current_setting('server_version')";

  static final String DELETE = "DELETE FROM tributary.migration WHERE name = ? AND version = ?";

  static final String FORGET_KEYS = "DELETE FROM tributary.idempotency WHERE migration = ?";

  /** All that holds values of rows; which tables moved, and how, stays. */
  static final List<String> PURGE =
      Stream.of(
              "quarantine",
              "key_map",
              "dead_letter",
              "copy_offer",
              "copy_chunk",
              "range_offer",
              "ledger",
              "held_change")
          .map(table -> "DELETE FROM tributary." + table + " WHERE migration = ?")
          .toList();

  static final String CUTOVER_OF_KEY =
      "SELECT cutover_id FROM tributary.idempotency WHERE migration = ? AND key = ?";

  static final String HIGHEST_GENERATION =
      "SELECT coalesce(max((detail->>'generation')::bigint), 0) FROM tributary.history"
          + " WHERE migration = ?";

  /**
   * Refused changes, without their values. Those that only wait for one before them have no code;
   * they are counted with the one that they wait for, by any of the keys that both name.
   */
  static final String DEAD_LETTERS =
      """
      WITH waiting AS MATERIALIZED (
        SELECT DISTINCT w.source, w.table_name, w.id, k.key
          FROM tributary.dead_letter w,
               pg_catalog.unnest(ARRAY[w.row_key, w.change ->> 'otherKey']) AS k (key)
         WHERE w.migration = ? AND w.cause ->> 'code' IS NULL AND k.key IS NOT NULL)
      SELECT d.id, d.source, d.change ->> 'schema', d.change ->> 'table', d.table_name, d.row_key,
             d.change ->> 'op', d.position, d.cause ->> 'code',
             coalesce(d.cause -> 'fields' ->> 'said', d.cause ->> 'message'), d.at,
             (SELECT count(DISTINCT w.id) FROM waiting w
               WHERE w.source = d.source AND w.table_name = d.table_name AND w.id > d.id
                 AND w.key IN (d.row_key, d.change ->> 'otherKey'))
        FROM tributary.dead_letter d
       WHERE d.migration = ? AND d.cause ->> 'code' IS NOT NULL
         AND (?::text IS NULL OR d.source = ?::text) AND d.id > ?
       ORDER BY d.id LIMIT ?\
      """;

  /** Rows kept aside, in the order of their page's key. */
  static final String QUARANTINE =
      """
      SELECT source, source_table, key_digest, source_key, source_column, reason, detail, position,
             at
        FROM tributary.quarantine
       WHERE migration = ? AND (?::text IS NULL OR source = ?::text)
         AND (source, source_table, key_digest) > (?, ?, ?)
       ORDER BY source, source_table, key_digest LIMIT ?\
      """;

  static final String CHANGE_COUNTS =
      """
      SELECT source, table_name, inserts, updates, deletes, truncates, bytes, since, at
        FROM tributary.change_count
       WHERE migration = ? AND (?::text IS NULL OR source = ?::text)
       ORDER BY source, table_name\
      """;

  /** What was kept of each source under one name when its target was prepared. */
  static final String PREPARED =
      "SELECT source, detail::text FROM tributary.preparation WHERE migration = ? AND item = ?";

  static final String LEFT_BEHIND =
      """
      SELECT EXISTS (SELECT FROM tributary.checkpoint WHERE migration = ?)
          OR EXISTS (SELECT FROM tributary.preparation WHERE migration = ?)\
      """;

  static final String LAST_HISTORY =
      "SELECT coalesce(max(id), 0) FROM tributary.history WHERE migration = ?";

  static final String HISTORY =
      "SELECT id, at, event, from_state, to_state, detail, principal, roles, address, request_id,"
          + " digest, code FROM tributary.history"
          + " WHERE migration = ? AND id > ? ORDER BY id LIMIT ?";
}
