package io.tributary.connect.sqlite;

/** Quoting for statements that take no parameters, and the names of what is put into the file. */
final class Names {
  /** What every object that the connector makes begins with. */
  static final String OWN = "_tributary_";

  static final String LOG = OWN + "log";
  static final String CAPTURE = OWN + "capture";
  static final String TABLES = OWN + "table";
  static final String TRIGGER = OWN + "capture_";
  static final String FENCE = OWN + "fence_";

  private Names() {}

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Whether an object is the connector's own or SQLite's; names ignore case. */
  static boolean reserved(String name) {
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    return lower.startsWith(OWN) || lower.startsWith("sqlite_");
  }
}
