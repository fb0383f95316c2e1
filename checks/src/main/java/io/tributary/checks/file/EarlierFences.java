package io.tributary.checks.file;

import io.tributary.files.sqlite.source.SqliteReadSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What fences of completed migrations have closed in a file for ever. The one of the migration that
 * captures the file now is none of them.
 *
 * @param tables that refuse writes
 * @param ids of collections and segments of Chroma that do
 * @param whole whether all of a Chroma directory does, as under fences of earlier versions
 */
record EarlierFences(Set<String> tables, Set<String> ids, boolean whole) {
  private static final String PREFIX = "_tributary_fence_";
  private static final String IDS = "moved";
  private static final String QUEUE = "embeddings_queue";
  private static final String OBJECTS =
      """
      SELECT type, name, tbl_name FROM sqlite_master
       WHERE type IN ('trigger', 'table') AND name GLOB '_tributary_fence_*'\
      """;
  private static final String CAPTURED =
      "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_tributary_capture'";
  private static final String OWN =
      "SELECT value FROM _tributary_capture WHERE name = 'fence_number'";

  static EarlierFences of(SqliteReadSession session) throws SQLException {
    String own =
        session.number(CAPTURED).isPresent()
            ? PREFIX + session.text(OWN).map(number -> number + "_").orElse("none")
            : PREFIX + "none";
    Set<String> tables = new HashSet<>();
    Set<String> queues = new HashSet<>();
    List<String> moved = new ArrayList<>();
    session.list(
        OBJECTS,
        row -> {
          String name = row.getString(2);
          if (name.startsWith(own)) {
            return false;
          }
          if (row.getString(1).equals("table")) {
            return moved.add(name);
          }
          if (row.getString(3).equals(QUEUE)) {
            queues.add(fence(name));
          }
          return tables.add(row.getString(3));
        });
    Set<String> ids = new HashSet<>();
    for (String table : moved) {
      queues.remove(fence(table));
      if (table.endsWith(IDS)) {
        ids.addAll(session.list("SELECT id FROM \"" + table + "\"", row -> row.getString(1)));
      }
    }
    return new EarlierFences(tables, ids, !queues.isEmpty());
  }

  /** Which fence an object belongs to, by the number in its name. */
  private static String fence(String name) {
    String behind = name.substring(PREFIX.length());
    return behind.substring(0, Math.max(0, behind.indexOf('_')));
  }

  boolean none() {
    return tables.isEmpty();
  }
}
