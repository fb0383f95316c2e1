package io.tributary.cdc.source.postgresql.fence;

/**
 * A session or prepared transaction that holds a lock which the fence has to wait for.
 *
 * @param pid the session's process, 0 for a prepared transaction
 * @param gid the prepared transaction's name, null for a session
 * @param user the role, null when not visible
 * @param application its application_name, null when not visible
 * @param state such as "idle in transaction", null when not visible
 * @param ageMillis how long its transaction has been open, -1 when not visible
 * @param autovacuum whether it is an autovacuum worker, which belongs to no role
 * @param schema of one of the tables it holds
 * @param table one of the tables it holds
 */
record FenceBlocker(
    int pid,
    String gid,
    String user,
    String application,
    String state,
    long ageMillis,
    boolean autovacuum,
    String schema,
    String table) {

  boolean preparedTransaction() {
    return pid == 0;
  }

  /** Whether it has been open for so long; unknown age counts as so. */
  boolean olderThan(long millis) {
    return ageMillis < 0 || ageMillis >= millis;
  }

  /** For people. */
  String display() {
    String where = " on " + schema + "." + table;
    if (preparedTransaction()) {
      return "prepared transaction " + gid + where + " (COMMIT PREPARED or ROLLBACK PREPARED it)";
    }
    String age = ageMillis < 0 ? "open for an unknown time" : "open for " + ageMillis + " ms";
    return "pid %d user %s application %s, %s, %s%s"
        .formatted(pid, shown(user), shown(application), shown(state), age, where);
  }

  private static String shown(String text) {
    return text == null ? "?" : "'" + text + "'";
  }
}
