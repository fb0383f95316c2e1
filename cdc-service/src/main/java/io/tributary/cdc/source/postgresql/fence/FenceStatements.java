package io.tributary.cdc.source.postgresql.fence;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SQL of the fence. Everything lives in schema {@code tributary_fence} of the source and in one
 * trigger per table; several sources of one database share the schema.
 */
final class FenceStatements {

  /** Read-only transaction: drivers and applications know it as "writes are refused". */
  static final String REFUSED_SQLSTATE = "25006";

  static final String TRIGGER = "tributary_fence";

  static final String STANDS = "SELECT to_regclass('tributary_fence.token') IS NOT NULL";

  static final String TOKEN =
      """
      SELECT token, position, fenced_at, sessions_ended FROM tributary_fence.token
       WHERE owner = ?\
      """;

  static final String ANY_TOKEN = "SELECT EXISTS (SELECT FROM tributary_fence.token)";

  /** Tables and partitioned tables of the schemas given as an array, except those of extensions. */
  static final String TABLES =
      """
      SELECT n.nspname, c.relname FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname = ANY (?)
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                            AND d.deptype = 'e')
       ORDER BY 1, 2\
      """;

  /** Tables that carry a fence, with the migration and source whose fence it is, and its owner. */
  static final String FENCED =
      """
      SELECT n.nspname, c.relname,
             split_part(encode(t.tgargs, 'escape'), chr(92) || '000', 1) AS migration,
             split_part(encode(t.tgargs, 'escape'), chr(92) || '000', 2) AS source,
             split_part(encode(t.tgargs, 'escape'), chr(92) || '000', 6) AS owner,
             t.tgenabled = 'A' AS enabled
        FROM pg_catalog.pg_trigger t
        JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
        JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
       WHERE t.tgname = 'tributary_fence' AND pn.nspname = 'tributary_fence'
       ORDER BY 1, 2\
      """;

  static final String DEADLOCK_TIMEOUT =
      "SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'";

  static final String EMIT = "SELECT pg_catalog.pg_logical_emit_message(true, ?::text, ?::text)";

  /** The number of the open transaction. */
  static final String TRANSACTION = "SELECT pg_catalog.pg_current_xact_id()::text::bigint";

  static final String KEEP_TOKEN =
      """
      INSERT INTO tributary_fence.token AS t
             (owner, migration, source, token, fenced_at, sessions_ended)
      VALUES (?, ?, ?, ?, clock_timestamp(), ?)
      ON CONFLICT (owner) DO UPDATE
             SET token = excluded.token, position = NULL,
                 fenced_at = CASE t.token WHEN '' THEN excluded.fenced_at ELSE t.fenced_at END,
                 sessions_ended = t.sessions_ended + excluded.sessions_ended\
      """;

  /** An empty token: writes pass already, and the rest of the fence is still to be dropped. */
  static final String MARK_LIFTED = "UPDATE tributary_fence.token SET token = '' WHERE owner = ?";

  static final String KEEP_POSITION =
      """
      UPDATE tributary_fence.token SET position = pg_current_wal_lsn() - '0/0'::pg_lsn
       WHERE owner = ? AND position IS NULL\
      """;

  static final String FORGET_TOKEN = "DELETE FROM tributary_fence.token WHERE owner = ?";

  /** Sources of one database take turns, so that none drops the schema under another. */
  static final String TURN =
      "SELECT pg_catalog.pg_advisory_xact_lock("
          + "pg_catalog.hashtextextended('tributary_fence', 0::bigint))";

  static final List<String> DROP_SCHEMA =
      List.of(
          "DROP FUNCTION tributary_fence.refuse_write()",
          "DROP TABLE tributary_fence.token",
          "DROP SCHEMA tributary_fence");

  static final List<String> CREATE_SCHEMA =
      List.of(
          "CREATE SCHEMA IF NOT EXISTS tributary_fence",
          """
          CREATE TABLE IF NOT EXISTS tributary_fence.token (
            owner text PRIMARY KEY, migration text NOT NULL, source text NOT NULL,
            token text NOT NULL, fenced_at timestamptz NOT NULL,
            sessions_ended int NOT NULL, position bigint)\
          """,
          // Arguments: migration, source, destination, table there, since, owner, digest of a pass.
          """
          CREATE OR REPLACE FUNCTION tributary_fence.refuse_write() RETURNS trigger
          LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
          BEGIN
            IF encode(sha256(convert_to(current_setting('tributary.pass', true), 'UTF8')), 'hex')
               = TG_ARGV[6] THEN
              RETURN NULL;
            END IF;
            RAISE EXCEPTION USING
              ERRCODE = '25006',
              MESSAGE = format(
                'This database moved to %s (migration %s): table %I.%I refuses writes since %s; connect to %s, where it is %s.',
                TG_ARGV[2], TG_ARGV[0], TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV[4],
                TG_ARGV[2], TG_ARGV[3]),
              HINT = 'If the cutover is undone, this table accepts writes again.';
          END $body$\
          """);

  private FenceStatements() {}

  /**
   * Ends a session that holds the writers' locks and says nothing more, because its client is gone
   * in a way that the server cannot see. Longer than anything that is done under the locks takes.
   */
  static final String IDLE_LIMIT = "SET LOCAL idle_in_transaction_session_timeout = '15s'";

  /** Limits of the current transaction's statements. */
  static String limits(long lockMillis, long statementMillis) {
    return "SET LOCAL lock_timeout = %d; SET LOCAL statement_timeout = %d"
        .formatted(lockMillis, statementMillis);
  }

  /** Takes the lock that lets readers go on and waits for every writer. */
  static String lock(Collection<TableName> tables) {
    return "LOCK TABLE " + only(tables) + " IN SHARE ROW EXCLUSIVE MODE";
  }

  /**
   * The same, and waits for every session that holds rows locked: what the other direction's stream
   * brings would wait for those.
   */
  static String lockOut(Collection<TableName> tables) {
    return "LOCK TABLE " + only(tables) + " IN EXCLUSIVE MODE";
  }

  /** Takes the lock that dropping triggers needs, on all tables at once. */
  static String lockToDrop(Collection<TableName> tables) {
    return "LOCK TABLE " + only(tables) + " IN ACCESS EXCLUSIVE MODE";
  }

  /**
   * Waits for a table's autovacuum alone: PostgreSQL cancels an autovacuum that somebody has waited
   * for longer than {@code deadlock_timeout}, and this lock holds up no reader or writer.
   */
  static String lockAgainstVacuum(TableName table) {
    return "LOCK TABLE ONLY " + Sql.table(table) + " IN SHARE UPDATE EXCLUSIVE MODE";
  }

  /** The write-refusing triggers, fired for every session whatever its replication role. */
  static String createTriggers(
      MovingSource subject,
      String owner,
      Collection<TableName> tables,
      String since,
      String passDigest) {
    List<String> statements = new ArrayList<>();
    for (TableName table : tables) {
      String arguments =
          List.of(
                  subject.migration().name(),
                  subject.source().name(),
                  subject.target().display(),
                  subject.source().targetOf(table).orElse(table).display(),
                  since,
                  owner,
                  passDigest)
              .stream()
              .map(Sql::literal)
              .collect(Collectors.joining(", "));
      statements.add(
          """
          CREATE OR REPLACE TRIGGER %s BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s
          FOR EACH STATEMENT EXECUTE FUNCTION tributary_fence.refuse_write(%s)\
          """
              .formatted(TRIGGER, Sql.table(table), arguments));
      statements.add(alter(table, "ENABLE ALWAYS"));
    }
    return String.join(";\n", statements);
  }

  /** Lets writes pass without a lock that readers could hold up. */
  static String disableTriggers(Collection<TableName> tables) {
    return tables.stream().map(t -> alter(t, "DISABLE")).collect(Collectors.joining(";\n"));
  }

  static String dropTriggers(Collection<TableName> tables) {
    return tables.stream()
        .map(table -> "DROP TRIGGER IF EXISTS " + TRIGGER + " ON " + Sql.table(table))
        .collect(Collectors.joining(";\n"));
  }

  private static String alter(TableName table, String how) {
    return "ALTER TABLE ONLY %s %s TRIGGER %s".formatted(Sql.table(table), how, TRIGGER);
  }

  private static String only(Collection<TableName> tables) {
    return tables.stream().map(t -> "ONLY " + Sql.table(t)).collect(Collectors.joining(", "));
  }
}
