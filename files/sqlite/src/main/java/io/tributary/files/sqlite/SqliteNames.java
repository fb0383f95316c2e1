package io.tributary.files.sqlite;

/** Quoting for statements that take no parameters, and the names of what is put into the file. */
public final class SqliteNames {
  /** What every object that the connector makes begins with. */
  public static final String OWN = "_tributary_";

  public static final String LOG = OWN + "log";
  public static final String CAPTURE = OWN + "capture";
  public static final String TABLES = OWN + "table";
  public static final String TRIGGER = OWN + "capture_";

  /**
   * What fences are made of. It outlives the capture, so the fences of several migrations of a file
   * are told apart by a number behind it.
   */
  public static final String FENCE = OWN + "fence_";

  private SqliteNames() {}

  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Whether an object is the connector's own or SQLite's; names ignore case. */
  public static boolean reserved(String name) {
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    return lower.startsWith(OWN) || lower.startsWith("sqlite_");
  }
}
