package io.tributary.local.sqlite;

import java.util.List;

/**
 * The tables that {@link RandomStatements} writes to, one of each kind of key, and what an oracle
 * reads of them: the rows that the target can hold, and how many it cannot.
 *
 * @param table its name
 * @param columns to select, the same in both databases
 * @param atSource columns that only the file spells so
 * @param atTarget the same as PostgreSQL spells them
 * @param refused which rows the target cannot hold, by SQLite's words
 */
record RandomRows(String table, String columns, String atSource, String atTarget, String refused) {

  static final List<RandomRows> ALL =
      List.of(
          of("probe", "id", "0"),
          of("account", "id, mail, nick, n", "0"),
          of("ticket", "id, title, n, label, size", "length(title) > 12"),
          of("word", "a, b, u, payload", "0"),
          of(
              "item",
              "id, account, v",
              "id IS NULL OR account NOT NULL AND account NOT IN (SELECT id FROM account)"),
          of(
              "node",
              "id, parent, note",
              "id IN (WITH RECURSIVE lost AS (SELECT id FROM node"
                  + " WHERE parent NOT NULL AND parent NOT IN (SELECT id FROM node)"
                  + " UNION SELECT n.id FROM node n JOIN lost ON n.parent = lost.id)"
                  + " SELECT id FROM lost)"),
          of("loose", "s, n", "0"),
          new RandomRows(
              "fact",
              "id, i, r, t, b, d, code",
              "CASE WHEN f IN (1, 'true') THEN 'true' WHEN f IN (0, 'no') THEN 'false' END AS f,"
                  + " j, at, x",
              "f::text AS f, j::text AS j, at, x",
              "typeof(i) NOT IN ('integer', 'null')"
                  + " OR typeof(r) NOT IN ('real', 'null')"
                  + " OR typeof(t) NOT IN ('text', 'null')"
                  + " OR instr(CAST(t AS BLOB), x'00') OR substr(CAST(t AS BLOB), 1, 1) = x'ff'"
                  + " OR typeof(b) NOT IN ('blob', 'null')"
                  + " OR d IN (1.98765, 123456.5, 'dear')"
                  + " OR length(code) > 8"
                  + " OR f NOT IN (0, 1, 'true', 'no')"
                  + " OR j = '{broken' OR at = 'soon' OR typeof(x) = 'blob'"));

  /** Statements that make them. */
  static final String SCHEMA =
      """
      CREATE TABLE probe (id INTEGER PRIMARY KEY);
      CREATE TABLE account (id INTEGER PRIMARY KEY, mail TEXT UNIQUE, nick TEXT, n INTEGER);
      CREATE UNIQUE INDEX account_nick ON account (lower(nick), n) WHERE n > 2;
      CREATE TABLE ticket (id INTEGER PRIMARY KEY AUTOINCREMENT, title VARCHAR(12) NOT NULL DEFAULT 'none',
        n INTEGER CHECK (n > -1000), label TEXT AS (title || '#' || upper(title)) STORED, size INTEGER AS (length(title)));
      CREATE TABLE word (a TEXT COLLATE NOCASE, b INT, u INTEGER UNIQUE, payload BLOB, PRIMARY KEY (b, a)) WITHOUT ROWID;
      CREATE TABLE item (id TEXT PRIMARY KEY COLLATE NOCASE,
        account INTEGER REFERENCES account ON DELETE CASCADE ON UPDATE CASCADE, v REAL);
      CREATE TABLE node (id TEXT NOT NULL PRIMARY KEY,
        parent TEXT REFERENCES node ON DELETE SET NULL ON UPDATE CASCADE, note TEXT);
      CREATE TABLE loose (s TEXT, n INTEGER);
      CREATE TABLE fact (id INTEGER PRIMARY KEY, i INTEGER, r REAL, t TEXT, b BLOB, d DECIMAL(8, 3),
        code VARCHAR(8), f BOOLEAN, j JSON, at DATETIME, x);
      CREATE TRIGGER account_mail AFTER UPDATE OF mail ON account BEGIN
        INSERT INTO loose VALUES (NEW.mail, NEW.id);
        UPDATE account SET nick = nick || '!' WHERE id = NEW.id AND length(nick) < 4;
      END;
      CREATE TRIGGER ticket_gone AFTER DELETE ON ticket BEGIN
        INSERT OR REPLACE INTO word VALUES (OLD.title, 9, OLD.id, NULL);
      END;
      INSERT INTO account SELECT value, 'm' || value, 'k' || value, value % 6 FROM generate_series(0, 20);
      INSERT INTO loose SELECT 'first', value FROM generate_series(1, 3000);
      INSERT INTO fact (id, t) SELECT value, 'first' FROM generate_series(100, 3000);
      """
          .replaceAll("generate_series\\((\\d+), (\\d+)\\)", numbers());

  /** Rows that refer to nothing, which a connection can write that does not look at keys. */
  static final String ORPHANS =
      """
      INSERT OR REPLACE INTO item VALUES ('lost', 999, 1);
      INSERT OR REPLACE INTO node VALUES ('lost', 'nobody', 'x'), ('of the lost', 'lost', 'y');
      """;

  /** SQLite has no such function everywhere. */
  private static String numbers() {
    return "(WITH RECURSIVE s (value) AS (SELECT $1 UNION ALL SELECT value + 1 FROM s WHERE value"
        + " < $2) SELECT value FROM s)";
  }

  private static RandomRows of(String table, String columns, String refused) {
    return new RandomRows(table, columns, null, null, refused);
  }

  /** The rows of the file that the target can hold. */
  String source() {
    return "SELECT %s FROM %s WHERE (%s) IS NOT TRUE".formatted(with(atSource), table, refused);
  }

  /** How many rows of the file it cannot hold. */
  String quarantined() {
    return "SELECT count(*) AS n FROM %s WHERE %s".formatted(table, refused);
  }

  /** The rows of the target. */
  String target(String schema) {
    return "SELECT %s FROM %s.%s".formatted(with(atTarget), schema, table);
  }

  private String with(String more) {
    return more == null ? columns : columns + ", " + more;
  }
}
