package io.tributary.connect.sqlite;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of statement that changes rows is captured, from another process's SQLite. */
class StatementsIT {
  private static final String ACCOUNT =
      "CREATE TABLE account (id INTEGER PRIMARY KEY, mail TEXT UNIQUE, nick TEXT, n INTEGER,"
          + " UNIQUE (nick, n)); INSERT INTO account VALUES (1,'a','x',1),(2,'b','x',2),(3,'c','y',1),"
          + "(4,NULL,NULL,NULL),(5,NULL,NULL,NULL);";

  static Stream<Arguments> statements() {
    return Stream.of(
            of(
                "plain",
                ACCOUNT,
                "account",
                "INSERT INTO account VALUES (10,'j','z',1); UPDATE account SET n = 9 WHERE id = 1;"
                    + " DELETE FROM account WHERE id = 2;"),
            of(
                "upsert",
                ACCOUNT,
                "account",
                "INSERT INTO account VALUES (1,'a','new',7) ON CONFLICT (id) DO UPDATE SET nick ="
                    + " excluded.nick; INSERT INTO account VALUES (9,'b','q',7) ON CONFLICT (mail) DO"
                    + " UPDATE SET n = 70; INSERT INTO account VALUES (1,'a','x',7) ON CONFLICT DO NOTHING;"),
            of(
                "replace evicts several",
                ACCOUNT,
                "account",
                "INSERT OR REPLACE INTO account VALUES (7,'a','y',1);"),
            of(
                "replace evicts while triggers recurse",
                ACCOUNT,
                "account",
                "PRAGMA recursive_triggers = ON; REPLACE INTO account VALUES (3,'a','x',2);"
                    + " PRAGMA recursive_triggers = OFF;"),
            of(
                "replace by text keys that may be NULL",
                "CREATE TABLE k (a TEXT, b INTEGER, v, PRIMARY KEY (a, b));"
                    + " INSERT INTO k VALUES ('x',1,1),('x',2,2),('y',1,3),(NULL,1,4),(NULL,5,5);",
                "k",
                "REPLACE INTO k VALUES ('x','1',10),(NULL,7,11),('z',9,12);"
                    + " UPDATE OR REPLACE k SET b = 2 WHERE a = 'x';"
                    + " UPDATE OR REPLACE k SET a = 'y' WHERE v = 4;"
                    + " UPDATE OR REPLACE k SET a = NULL WHERE a = 'z';"),
            of(
                "update or replace",
                ACCOUNT,
                "account",
                "UPDATE OR REPLACE account SET mail = 'a' WHERE id = 3;"
                    + " UPDATE OR REPLACE account SET nick = 'x', n = 2 WHERE id = 3;"),
            of(
                "ignore and rollback kinds",
                ACCOUNT,
                "account",
                "INSERT OR IGNORE INTO account VALUES (8,'a','n',1),(9,'q','n',2);"
                    + " UPDATE OR IGNORE account SET mail = 'a'; "),
            of(
                "key updates and swaps",
                ACCOUNT,
                "account",
                "UPDATE account SET id = id + 100; UPDATE account SET id = 1 WHERE id = 105;"
                    + " UPDATE OR REPLACE account SET id = 1 WHERE id = 103;"),
            of(
                "rowid spelled otherwise",
                ACCOUNT,
                "account",
                "UPDATE account SET rowid = 50 WHERE _rowid_ = 5; DELETE FROM account WHERE oid = 1;"),
            of(
                "rowid of a table by rowid",
                "CREATE TABLE loose (v); INSERT INTO loose VALUES ('a'),('b');",
                "loose",
                "UPDATE loose SET _rowid_ = 70 WHERE v = 'a'; UPDATE OR REPLACE loose SET oid = 70 WHERE v = 'b';"
                    + " INSERT OR REPLACE INTO loose(rowid, v) VALUES (70,'c'),(71,'d');"),
            of("delete without where", ACCOUNT, "account", "DELETE FROM account;"),
            of(
                "rowid reuse",
                ACCOUNT,
                "account",
                "DELETE FROM account WHERE id = 5; INSERT INTO account(mail) VALUES ('again');"),
            of(
                "rollback and savepoint",
                ACCOUNT,
                "account",
                "BEGIN; DELETE FROM account; ROLLBACK; BEGIN; INSERT INTO account(id) VALUES (20);"
                    + " SAVEPOINT s; INSERT INTO account(id) VALUES (21); UPDATE account SET n = n + 50;"
                    + " ROLLBACK TO s; INSERT INTO account(id) VALUES (22); COMMIT;"),
            of(
                "update from, returning",
                ACCOUNT,
                "account",
                "UPDATE account SET n = o.id * 5 FROM account AS o WHERE o.id = account.id + 1;"
                    + " DELETE FROM account WHERE id = 3 RETURNING id;"),
            of("vacuum", ACCOUNT, "account", "DELETE FROM account WHERE id < 3; VACUUM;"),
            of(
                "attached",
                ACCOUNT,
                "account",
                "ATTACH ':memory:' AS m; CREATE TABLE m.t(i, s); INSERT INTO m.t VALUES (40,'m');"
                    + " INSERT INTO main.account(id, mail) SELECT i, s FROM m.t; DETACH m;"),
            of(
                "without rowid, composite text key",
                "CREATE TABLE w (a TEXT, b TEXT, v, u UNIQUE, PRIMARY KEY (b, a)) WITHOUT ROWID;"
                    + " INSERT INTO w VALUES ('1','one',1,1),('2','two',2,2);",
                "w",
                "INSERT OR REPLACE INTO w VALUES ('3','three',3,1); UPDATE w SET a = 'x' WHERE a = '2';"
                    + " REPLACE INTO w VALUES ('x','two',9,9);"),
            of(
                "key that ignores case",
                "CREATE TABLE k (id TEXT PRIMARY KEY COLLATE NOCASE, v); INSERT INTO k VALUES ('Abc',1),('d',2);",
                "k",
                "UPDATE k SET id = 'ABC' WHERE id = 'abc'; REPLACE INTO k VALUES ('aBC', 5); INSERT INTO k VALUES ('D', 6)"
                    + " ON CONFLICT DO UPDATE SET v = 66; UPDATE k SET id = 'D' WHERE id = 'd';"),
            of(
                "key without a type",
                "CREATE TABLE k (id PRIMARY KEY, v); INSERT INTO k VALUES (1,'int'),('t','text'),(x'31','blob');",
                "k",
                "UPDATE k SET id = 1.0 WHERE typeof(id) = 'integer'; REPLACE INTO k VALUES (1,'again');"
                    + " UPDATE k SET v = 'b' WHERE typeof(id) = 'blob';"),
            of(
                "real key",
                "CREATE TABLE k (id REAL PRIMARY KEY, v); INSERT INTO k VALUES (1,1),(2.5,2);",
                "k",
                "INSERT INTO k VALUES (3,3); UPDATE k SET id = id + 1 WHERE id > 2; DELETE FROM k WHERE id = 1;"),
            of(
                "no primary key, unique not null",
                "CREATE TABLE u (a TEXT NOT NULL, b INT NOT NULL, v, UNIQUE (a, b)); INSERT INTO u VALUES ('a',1,1),('a',2,2);",
                "u",
                "REPLACE INTO u VALUES ('a',1,'r'); UPDATE u SET b = 3 WHERE b = 2; INSERT INTO u VALUES ('b',1,0);"),
            of(
                "partial and expression indexes",
                "CREATE TABLE p (id INTEGER PRIMARY KEY, mail TEXT, live INT); CREATE UNIQUE INDEX \"p,x\" ON p"
                    + " (lower(mail) /* , ) */, live DESC) WHERE live IN (1, 2) -- only\n;"
                    + " INSERT INTO p VALUES (1,'A@x',1),(2,'a@X',0),(3,'b@x',1);",
                "p",
                "REPLACE INTO p VALUES (9,'a@x',1); UPDATE OR REPLACE p SET mail = 'B@X', live = 1 WHERE id = 2;"),
            of(
                "index with another collation",
                "CREATE TABLE c (id INTEGER PRIMARY KEY, s TEXT); CREATE UNIQUE INDEX c_s ON c (s COLLATE NOCASE);"
                    + " INSERT INTO c VALUES (1,'a'),(2,'b');",
                "c",
                "REPLACE INTO c VALUES (3,'A'); UPDATE OR REPLACE c SET s = 'B' WHERE id = 3;"),
            of(
                "generated columns",
                "CREATE TABLE g (id INTEGER PRIMARY KEY, n INT, d INT AS (n * 2) STORED UNIQUE, t TEXT AS (n || '!'));"
                    + " INSERT INTO g(id,n) VALUES (1,1),(2,2);",
                "g",
                "INSERT OR REPLACE INTO g(id,n) VALUES (3,1); UPDATE OR REPLACE g SET n = 2 WHERE id = 3;"),
            of(
                "keys with awkward names",
                "CREATE TABLE \"se\"\"lect \" (\"from\"\"x\" TEXT, \"k 0\" INT, rowid TEXT, PRIMARY KEY (\"from\"\"x\"));"
                    + " INSERT INTO \"se\"\"lect \" VALUES ('1',1,'r');",
                "se\"\"lect ".replace("\"\"", "\""),
                "UPDATE \"se\"\"lect \" SET \"from\"\"x\" = 'y', rowid = 'q'; INSERT INTO \"se\"\"lect \" VALUES ('z',2,NULL);"))
        .flatMap(List::stream);
  }

  private static List<Arguments> of(String name, String schema, String table, String sql) {
    return List.of(
        arguments(name, "WAL", schema, table, sql), arguments(name, "DELETE", schema, table, sql));
  }

  @ParameterizedTest(name = "{0} in {1} mode")
  @MethodSource("statements")
  void arrives(String name, String journal, String schema, String table, String sql)
      throws Exception {
    try (Source source = new Source(journal)) {
      // given
      source.sql(schema).start().catchUp().requireSame(table);
      // when
      source.sql(sql).catchUp();
      // then
      source.requireSame(table);
    }
  }
}
