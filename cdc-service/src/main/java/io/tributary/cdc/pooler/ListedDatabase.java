package io.tributary.cdc.pooler;

import java.util.Map;

/**
 * Where an entry of a pooler leads, as its console tells it.
 *
 * @param name what clients ask for
 * @param host empty for a socket
 * @param user as whom it logs in for every client; empty where each has its own
 */
record ListedDatabase(String name, String host, String port, String database, String user) {

  /** A row of {@code SHOW DATABASES}. */
  static ListedDatabase of(Map<String, String> row) {
    return new ListedDatabase(
        row.getOrDefault("name", ""),
        row.getOrDefault("host", ""),
        row.getOrDefault("port", ""),
        row.getOrDefault("database", ""),
        row.getOrDefault("force_user", ""));
  }

  /** For people. */
  String inWords() {
    return "%s:%s/%s as %s"
        .formatted(
            host.isEmpty() ? "(socket)" : host,
            port,
            database,
            user.isEmpty() ? "each client itself" : user);
  }
}
