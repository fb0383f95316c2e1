package io.tributary.cdc.source.postgresql.capture;

import io.tributary.common.change.AppliedMark;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SQL that capture runs at a source. */
final class CaptureStatements {

  /**
   * Tables that hold rows, with key and replica identity, of the schemas given as an array. A
   * deferrable primary key does not count: PostgreSQL does not take it as replica identity, and
   * refuses the application's updates once such a table is published. Nor does one WITHOUT OVERLAPS
   * (PostgreSQL 18): no insert finds a row by it.
   */
  static final String TABLES =
      """
      SELECT n.nspname, c.relname,
             EXISTS (SELECT FROM pg_catalog.pg_index p
                      WHERE p.indrelid = c.oid AND p.indisprimary
                        AND p.indimmediate AND NOT p.indisexclusion) AS primary_key,
             CASE WHEN i.indisprimary THEN 'd' ELSE c.relreplident::text END AS identity,
             ic.relname AS identity_index
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisreplident
                                       AND c.relreplident = 'i'
        LEFT JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
       WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname = ANY (?)
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                            AND d.deptype = 'e')
       ORDER BY 1, 2""";

  /**
   * Bytes outside of the row per row, of the table where they are most, of the schemas given as an
   * array; 0 when none has many. Each page of a table that was never analysed counts as one row.
   */
  static final String BYTES_PER_ROW =
      """
      SELECT coalesce(max(t.bytes / greatest(t.rows, t.pages, 1)), 0)::bigint
        FROM (SELECT pg_catalog.pg_relation_size(c.reltoastrelid) AS bytes, c.reltuples AS rows,
                     pg_catalog.pg_relation_size(c.oid) / 8192 AS pages
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relkind = 'r' AND c.reltoastrelid <> 0 AND n.nspname = ANY (?)) t
       WHERE t.bytes > 16777216""";

  /** The comment of a publication, which says whose it is; empty when it has none. */
  static final String PUBLICATION_OWNER =
      """
      SELECT coalesce(pg_catalog.obj_description(oid, 'pg_publication'), '')
        FROM pg_catalog.pg_publication WHERE pubname = ?""";

  static final String PUBLISHED =
      """
      SELECT n.nspname, c.relname
        FROM pg_catalog.pg_publication p
        JOIN pg_catalog.pg_publication_rel r ON r.prpubid = p.oid
        JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE p.pubname = ?""";

  /**
   * The table of which a table is a partition, however far up, if none of its other partitions is
   * among the tables of a publication.
   */
  static final String NEW_ROOT =
      """
      SELECT rn.nspname || '.' || r.relname
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_class r ON r.oid = pg_catalog.pg_partition_root(c.oid)
        JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
       WHERE n.nspname = ? AND c.relname = ?
         AND NOT EXISTS (
               SELECT FROM pg_catalog.pg_partition_tree(r.oid) t
                 JOIN pg_catalog.pg_publication_rel p ON p.prrelid = t.relid
                 JOIN pg_catalog.pg_publication b ON b.oid = p.prpubid
                WHERE b.pubname = ?)""";

  /** Copies of tables that joined the stream that goes the other way, and those that are made. */
  static final String JOINED =
      """
      SELECT t->>'schema', t->>'name', p.item = 'schema.joined'
        FROM tributary.preparation p
       CROSS JOIN LATERAL jsonb_array_elements(
               CASE p.item WHEN 'schema.joined' THEN p.detail->'copies'
                           ELSE p.detail->'plan'->'tables' END) AS t
       WHERE p.migration = ? AND p.source = ? AND p.item IN ('schema.joined', 'schema.joining')""";

  static final String SLOT =
      """
      SELECT c.system_identifier::text AS system_identifier, d.oid::bigint AS database_oid,
             s.slot_name IS NOT NULL AS present, s.wal_status, s.safe_wal_size, s.active_pid,
             ('x' || substr(pg_catalog.pg_walfile_name(w.lsn), 1, 8))::bit(32)::int AS timeline,
             (w.lsn - '0/0'::pg_catalog.pg_lsn)::bigint AS wal_end,
             (w.lsn - s.restart_lsn)::bigint AS kept
        FROM pg_catalog.pg_control_system() c
        CROSS JOIN (SELECT pg_catalog.pg_current_wal_lsn() AS lsn) w
        JOIN pg_catalog.pg_database d ON d.datname = current_database()
        LEFT JOIN pg_catalog.pg_replication_slots s
               ON s.slot_name = ? AND s.database = current_database()""";

  static final String TIMELINE =
      """
      SELECT ('x' || substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8))
             ::bit(32)::bigint""";

  static final String LOG_END =
      "SELECT (pg_catalog.pg_current_wal_insert_lsn() - '0/0'::pg_catalog.pg_lsn)::bigint";

  /** Transactional, so that the slot moves on at a transaction boundary like any other. */
  static final String HEARTBEAT =
      "SELECT pg_catalog.pg_logical_emit_message(true, 'tributary.heartbeat', '')";

  static final String END_SESSION = "SELECT pg_catalog.pg_terminate_backend(?)";

  static final String DROP_SLOT =
      """
      SELECT pg_catalog.pg_drop_replication_slot(slot_name)
        FROM pg_catalog.pg_replication_slots
       WHERE slot_name = ? AND database = current_database() AND NOT active""";

  static final String TABLE_EXISTS =
      """
      SELECT FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ? AND c.relname = ? AND c.relkind = 'r'""";

  private CaptureStatements() {}

  static String lockTimeout(long millis) {
    return "SET lock_timeout = " + millis;
  }

  /** Makes a publication with the mark of its owner, both or none. */
  static String createPublication(
      String publication, Collection<TableName> tables, String checkpoint, String owner) {
    String list =
        Stream.of(list(tables), checkpoint)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return "CREATE PUBLICATION %1$s%2$s; COMMENT ON PUBLICATION %1$s IS %3$s"
        .formatted(
            Sql.identifier(publication),
            list.isEmpty() ? "" : " FOR TABLE " + list,
            Sql.literal(owner));
  }

  /**
   * The checkpoint of the stream that goes the other way, as part of a publication.
   *
   * @param filtered whether the server can leave the rows of other streams out
   */
  static String checkpoint(StreamId opposite, boolean filtered) {
    String rows =
        " WHERE (migration = %s AND source = %s)"
            .formatted(Sql.literal(opposite.migration()), Sql.literal(opposite.source()));
    return "ONLY " + Sql.table(AppliedMark.CHECKPOINT) + (filtered ? rows : "");
  }

  static String dropPublication(String publication) {
    return "DROP PUBLICATION IF EXISTS " + Sql.identifier(publication);
  }

  /** Adds tables to a publication. */
  static String publish(String publication, Collection<TableName> tables) {
    return "ALTER PUBLICATION %s ADD TABLE %s".formatted(Sql.identifier(publication), list(tables));
  }

  /**
   * Keeps writers away until the transaction ends. Those that have written and go on have ended by
   * then: PostgreSQL may keep for itself that a table is in no publication, when it decodes what
   * such a transaction writes behind the moment at which the table came to one.
   */
  static String keepWritersAway(Collection<TableName> tables) {
    return "LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE".formatted(list(tables));
  }

  // ONLY: a child that moves is in the list itself.
  private static String list(Collection<TableName> tables) {
    return tables.stream()
        .sorted()
        .map(table -> "ONLY " + Sql.table(table))
        .collect(Collectors.joining(", "));
  }
}
