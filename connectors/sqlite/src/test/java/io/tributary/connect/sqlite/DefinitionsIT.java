package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changed definitions are noticed, and what went unlogged meanwhile is made up for. */
class DefinitionsIT {
  private static final String TABLE =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1,'a'),(2,'b');";

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void aRebuiltTableIsReadAgain(String journal) throws Exception {
    try (Source source = new Source(journal)) {
      // given
      source.sql(TABLE).start().catchUp();
      // when: as migration tools do it; its triggers are dropped with the old table
      source.sql(
          "BEGIN; CREATE TABLE n (id INTEGER PRIMARY KEY, v TEXT, w INT DEFAULT 5); INSERT INTO n(id,v)"
              + " SELECT id, v FROM t WHERE id > 1; DROP TABLE t; ALTER TABLE n RENAME TO t; COMMIT;"
              + " INSERT INTO t VALUES (9,'unlogged',0); DELETE FROM t WHERE id = 2;");
      source.catchUp().requireSame("t");
      // then: it is captured as before
      source.sql("UPDATE t SET w = 6 WHERE id = 9; INSERT INTO t VALUES (10,'z',1);");
      source.catchUp().requireSame("t");
      assertThat(source.replica().shape("t").columns()).extracting("name").contains("w");
    }
  }

  @Test
  void droppedTriggersAreFoundWhenTheTaskStartsAgain() throws Exception {
    try (Source source = new Source("WAL")) {
      // given
      source.sql(TABLE).start().catchUp().stop();
      // when
      source.sql("DROP TRIGGER _tributary_capture_1_ad; DELETE FROM t WHERE id = 1;");
      source.start().catchUp();
      // then
      source.requireSame("t");
    }
  }

  @Test
  void anAddedColumnArrivesWithItsDefault() throws Exception {
    try (Source source = new Source("WAL")) {
      source.sql(TABLE).start().catchUp();
      source.sql("ALTER TABLE t ADD COLUMN c TEXT DEFAULT 'd'; UPDATE t SET v = 'x' WHERE id = 1;");
      source.catchUp().requireSame("t");
    }
  }

  @Test
  void aRenamedColumnKeepsItsCapture() throws Exception {
    try (Source source = new Source("WAL")) {
      source.sql(
          "CREATE TABLE t (id TEXT PRIMARY KEY, v TEXT UNIQUE); INSERT INTO t VALUES ('1','a');");
      source.start().catchUp();
      source.sql("ALTER TABLE t RENAME COLUMN v TO w; REPLACE INTO t VALUES ('2','a');");
      source.catchUp().requireSame("t");
      assertThat(source.replica().shape("t").columns())
          .extracting("name")
          .containsExactly("id", "w");
    }
  }

  @Test
  void columnsMayBeRenamedAndDroppedThoughTriggersNameOthers() throws Exception {
    try (Source source = new Source("WAL")) {
      // given
      source.sql(
          "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT, extra INT, \"q\"\"c\" TEXT); CREATE UNIQUE INDEX i ON t"
              + " (lower(v), \"q\"\"c\" || '!'); INSERT INTO t VALUES (1,'a',1,'x'),(2,'b',2,'x');");
      source.start().catchUp();
      // when: no poll lies between the changes and the writes
      source.sql(
          "ALTER TABLE t DROP COLUMN extra; ALTER TABLE t RENAME COLUMN id TO key; ALTER TABLE t RENAME"
              + " COLUMN v TO w; REPLACE INTO t VALUES (3,'A','x'); UPDATE t SET rowid = 20 WHERE key = 2;");
      // then
      source.catchUp().requireSame("t");
      source.sql("UPDATE t SET key = 21 WHERE key = 20; REPLACE INTO t VALUES (22,'B','x');");
      source.catchUp().requireSame("t");
    }
  }

  @Test
  void aNewTableAndANewIndexAreCaptured() throws Exception {
    try (Source source = new Source("WAL")) {
      source.sql(TABLE).start().catchUp();
      source.sql(
          "CREATE TABLE fresh (a TEXT, b INT, c INT, PRIMARY KEY (a, b, c)); INSERT INTO fresh VALUES"
              + " ('x',1,2); CREATE UNIQUE INDEX tv ON t (v); REPLACE INTO t VALUES (7,'a');");
      source.catchUp().requireSame("t", "fresh");
      source
          .sql("REPLACE INTO t VALUES (8,'a'); DELETE FROM fresh;")
          .catchUp()
          .requireSame("t", "fresh");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void aTableByRowidIsReadAgainAfterVacuum(String journal) throws Exception {
    try (Source source = new Source(journal)) {
      // given: rowids with a hole, which VACUUM closes
      source.sql("CREATE TABLE loose (v TEXT); INSERT INTO loose VALUES ('a'),('b'),('c'),('d');");
      source.start().catchUp();
      // when
      source.sql(
          "DELETE FROM loose WHERE v = 'b'; VACUUM; UPDATE loose SET v = 'D' WHERE v = 'd';");
      source.catchUp();
      // then
      assertThat(source.replica().rows("loose"))
          .isEqualTo(FileRows.of(source.file(), "SELECT rowid, * FROM loose"));
      // and: also when nobody was looking
      source.stop().sql("DELETE FROM loose WHERE v = 'a'; VACUUM;");
      source.start().catchUp();
      assertThat(source.replica().rows("loose"))
          .isEqualTo(FileRows.of(source.file(), "SELECT rowid, * FROM loose"));
    }
  }

  @Test
  void aDroppedTableStopsTheStream() throws Exception {
    try (Source source = new Source("WAL")) {
      source.sql(TABLE).start().catchUp();
      source.sql("DROP TABLE t;");
      source.catchUp();
      // when: the time that a rebuild may take is over
      source.clock().advance(Duration.ofMinutes(1));
      // then
      assertThatThrownBy(source::catchUp)
          .hasMessageStartingWith("TRB-SQLITE-TABLE-GONE")
          .hasMessageContaining(" t ");
    }
  }

  @Test
  void virtualTablesAndTheirShadowsAreLeftOut() throws Exception {
    try (Source source = new Source("WAL")) {
      source.sql(
          TABLE
              + "CREATE VIRTUAL TABLE note USING fts5(body); INSERT INTO note VALUES ('x');"
              + "CREATE TABLE vec_chunks (id INTEGER PRIMARY KEY); PRAGMA writable_schema = ON; INSERT INTO"
              + " sqlite_master VALUES ('table','vec','vec',0,'CREATE VIRTUAL TABLE vec USING vec0(e float[4])');"
              + " PRAGMA writable_schema = OFF;");
      source.start();
      assertThatThrownBy(source::catchUp)
          .hasMessageStartingWith("TRB-SQLITE-TABLE-UNREADABLE")
          .hasMessageContaining("virtual table vec ");
      source.stop().with("table.exclude.list", "main\\.vec").start().catchUp();
      assertThat(source.records())
          .extracting(r -> r.topic())
          .containsOnly("demo.main.t", "demo.notifications", "demo.transaction");
      source.sql("INSERT INTO t VALUES (3,'c');").catchUp().requireSame("t");
    }
  }

  @Test
  void theApplicationsTriggersAndCascadesAreCaptured() throws Exception {
    try (Source source = new Source("WAL")) {
      source.sql(
          "PRAGMA foreign_keys = ON; CREATE TABLE p (id INTEGER PRIMARY KEY, s TEXT UNIQUE, t INT);"
              + " CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p ON DELETE CASCADE ON UPDATE SET NULL);"
              + " CREATE TABLE l (id INTEGER PRIMARY KEY, what TEXT);"
              + " CREATE TRIGGER p_u AFTER UPDATE OF s ON p BEGIN UPDATE p SET t = t + 1 WHERE id = NEW.id;"
              + " INSERT INTO l(what) VALUES (NEW.s); END;"
              + " CREATE VIEW pv AS SELECT id, s FROM p;"
              + " CREATE TRIGGER pv_d INSTEAD OF DELETE ON pv BEGIN DELETE FROM p WHERE id = OLD.id; END;"
              + " INSERT INTO p VALUES (1,'a',0),(2,'b',0),(3,'c',0); INSERT INTO c VALUES (1,1),(2,2),(3,3);");
      source.start().catchUp();
      source.sql(
          "UPDATE p SET s = 'A' WHERE id = 1; DELETE FROM pv WHERE id = 2; REPLACE INTO p VALUES (9,'c',0);"
              + " UPDATE p SET id = 11 WHERE id = 1;");
      source.catchUp().requireSame("p", "c", "l");
    }
  }
}
