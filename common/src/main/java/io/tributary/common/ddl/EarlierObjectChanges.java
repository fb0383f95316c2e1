package io.tributary.common.ddl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells whether the open transaction has changed what was in the database before it: an abort could
 * not put that back. Asked twice, before and after.
 */
final class EarlierObjectChanges {
  private static final String RELATIONS =
      """
      SELECT c.oid::text || ' ' || c.relfilenode || ' ' || n.nspname || '.' || c.relname
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f', 'S') AND n.nspname NOT LIKE 'pg\\_%'
         AND n.nspname <> 'information_schema' ORDER BY 1""";

  /**
   * Rows of the catalog that this transaction has written about relations which it has not made.
   */
  private static final String DEFINITIONS =
      """
      WITH own AS (SELECT pg_catalog.pg_current_xact_id()::xid AS xid),
      touched AS (
        SELECT attrelid AS rel FROM pg_catalog.pg_attribute a, own WHERE a.xmin = own.xid
        UNION SELECT adrelid FROM pg_catalog.pg_attrdef a, own WHERE a.xmin = own.xid
        UNION SELECT conrelid FROM pg_catalog.pg_constraint c, own WHERE c.xmin = own.xid
        UNION SELECT indrelid FROM pg_catalog.pg_index i, own WHERE i.xmin = own.xid
        UNION SELECT tgrelid FROM pg_catalog.pg_trigger t, own
               WHERE t.xmin = own.xid AND NOT t.tgisinternal
        UNION SELECT polrelid FROM pg_catalog.pg_policy p, own WHERE p.xmin = own.xid)
      SELECT n.nspname || '.' || c.relname FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.oid IN (SELECT rel FROM touched) AND c.oid = ANY ('{%s}'::oid[]) ORDER BY 1""";

  /** Counted since the session last told the server, which may be before this transaction. */
  private static final String ROWS =
      """
      SELECT relid::text || ' ' || n_tup_ins || '/' || n_tup_upd || '/' || n_tup_del || ' ' || schemaname || '.' || relname
        FROM pg_catalog.pg_stat_xact_user_tables ORDER BY 1""";

  private final DdlTarget target;
  private final List<String> before;
  private final Set<String> rowsBefore;

  /** What this transaction has made or changed already is the migration's own. */
  private final Set<String> ours;

  EarlierObjectChanges(DdlTarget target) {
    this.target = target;
    this.before = target.texts(RELATIONS);
    this.rowsBefore = new HashSet<>(target.texts(ROWS));
    this.ours = new HashSet<>(definitions());
  }

  /** What was changed, for people; empty when nothing was. */
  String found() {
    List<String> now = target.texts(RELATIONS);
    List<String> gone = before.stream().filter(line -> !now.contains(line)).toList();
    if (!gone.isEmpty()) {
      return "it drops, empties, renames or rewrites what was there before: " + named(gone);
    }
    Set<String> oids = oids();
    List<String> rows =
        target.texts(ROWS).stream()
            .filter(line -> !rowsBefore.contains(line) && oids.contains(line.split(" ")[0]))
            .toList();
    if (!rows.isEmpty()) {
      return "it adds or changes rows of tables that were there before, in " + named(rows);
    }
    List<String> definitions = definitions().stream().filter(name -> !ours.contains(name)).toList();
    return definitions.isEmpty()
        ? ""
        : "it changes the definition of what was there before: " + String.join(", ", definitions);
  }

  /** Relations that were there before, and whose definition this transaction has written. */
  private List<String> definitions() {
    return target.texts(DEFINITIONS.formatted(String.join(",", oids())));
  }

  private Set<String> oids() {
    return before.stream().map(line -> line.split(" ")[0]).collect(Collectors.toSet());
  }

  private static String named(List<String> lines) {
    return lines.stream()
        .map(line -> line.split(" ", 3)[2])
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
