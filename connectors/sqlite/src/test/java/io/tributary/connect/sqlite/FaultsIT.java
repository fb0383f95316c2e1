package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.files.sqlite.capture.CaptureRemoval;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A file that is not what it was stops the stream with a code; nothing is guessed. */
class FaultsIT {
  private static final String TABLE =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1,'a'),(2,'b');";

  private final Source source = new Source("DELETE");

  @AfterEach
  void close() {
    source.close();
  }

  @Test
  void aFileThatDoesNotExistIsNotMade() {
    source.with("database.file", source.file() + ".none").start();
    assertThatThrownBy(source::catchUp).hasMessageStartingWith("TRB-SQLITE-FILE-MISSING");
    assertThat(Path.of(source.file() + ".none")).doesNotExist();
  }

  @Test
  void aRemovedFile() throws Exception {
    source.sql(TABLE).start().catchUp();
    Files.delete(source.file());
    assertThatThrownBy(source::catchUp).hasMessageStartingWith("TRB-SQLITE-FILE-MISSING");
  }

  @Test
  void aFileThatWasPutInItsPlace() throws Exception {
    source.sql(TABLE).start().catchUp();
    Path copy = source.file().resolveSibling("copy.db");
    Files.copy(source.file(), copy);
    Files.move(copy, source.file(), StandardCopyOption.ATOMIC_MOVE);
    assertThatThrownBy(source::catchUp).hasMessageStartingWith("TRB-SQLITE-FILE-REPLACED");
  }

  @Test
  void aBackupThatWasRestoredIntoTheOpenFile() throws Exception {
    source.sql(TABLE).start().catchUp();
    source.sql("VACUUM INTO '" + source.file() + ".backup';");
    source.sql("UPDATE t SET v = 'later';").catchUp();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + source.file());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("restore from '" + source.file() + ".backup'");
    }
    assertThatThrownBy(source::catchUp).hasMessageStartingWith("TRB-SQLITE-FILE-REPLACED");
  }

  @Test
  void anOlderCopyThatWentItsOwnWayWhileNoTaskRan() throws Exception {
    source.sql(TABLE).start().catchUp();
    source.sql("VACUUM INTO '" + source.file() + ".backup';");
    source.sql("UPDATE t SET v = 'one';").catchUp().stop();
    Files.move(
        Path.of(source.file() + ".backup"), source.file(), StandardCopyOption.REPLACE_EXISTING);
    try (Writer writer = Writer.on(source.file())) {
      writer.execute("UPDATE t SET v = 'two'; UPDATE t SET v = 'three';");
    }
    source.start();
    assertThatThrownBy(source::catchUp).hasMessageStartingWith("TRB-SQLITE-FILE-REPLACED");
  }

  @Test
  void aWalFileThatWasCopiedWithoutItsWal() throws Exception {
    source.sql("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;" + TABLE);
    source.start().catchUp();
    source.sql("PRAGMA wal_checkpoint(TRUNCATE); UPDATE t SET v = 'only in the wal';").catchUp();
    Path copy = source.file().resolveSibling("copy.db");
    Files.copy(source.file(), copy);
    source.stop().with("database.file", copy.toString()).start();
    assertThatThrownBy(source::catchUp).hasMessageStartingWith("TRB-SQLITE-FILE-REPLACED");
  }

  @Test
  void anotherDatabaseUnderTheOldName() throws Exception {
    source.sql(TABLE).start().catchUp().stop();
    try (Source other = new Source("DELETE")) {
      other.sql(TABLE).start().catchUp();
      source.with("database.file", other.file().toString()).start();
      assertThatThrownBy(source::catchUp).hasMessageStartingWith("TRB-SQLITE-OTHER-DATABASE");
    }
  }

  @Test
  void aFileThatIsNoDatabase() throws Exception {
    Path text = source.file().resolveSibling("text.db");
    Files.writeString(text, "no database, but longer than the header of one ".repeat(40));
    source.with("database.file", text.toString()).start();
    assertThatThrownBy(source::catchUp).hasMessageStartingWith("TRB-SQLITE-NOT-A-DATABASE");
  }

  @Test
  void aCorruptPage() throws Exception {
    source.sql(
        TABLE
            + "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
            + " INSERT INTO t SELECT i, 'some text ' || i FROM n;");
    try (RandomAccessFile file = new RandomAccessFile(source.file().toFile(), "rw")) {
      for (int page = 2; page < 10; page++) {
        file.seek(page * 4096L);
        file.write(new byte[64]);
      }
    }
    source.start();
    assertThatThrownBy(source::catchUp).hasMessageStartingWith("TRB-SQLITE-CORRUPT");
  }

  @Test
  void aCaptureThatOthersRemoved() throws Exception {
    source.sql(TABLE).start().catchUp();
    CaptureRemoval.from(source.file(), 1_000);
    source.sql("UPDATE t SET v = 'unlogged';");
    assertThatThrownBy(source::catchUp).hasMessageStartingWith("TRB-SQLITE-CAPTURE-MISSING");
    source.stop().start();
    assertThatThrownBy(source::catchUp).hasMessageStartingWith("TRB-SQLITE-CAPTURE-MISSING");
  }

  @Test
  void aFileThatAnotherConnectorCaptures() throws Exception {
    source.sql(TABLE).start().catchUp().stop();
    source.with("topic.prefix", "another").start();
    assertThatThrownBy(source::catchUp)
        .hasMessageStartingWith("TRB-SQLITE-IN-USE")
        .hasMessageContaining("demo");
  }

  @Test
  void settingsThatMeanNothing() {
    assertThatThrownBy(() -> source.with("table.include.list", "(").start())
        .hasMessageStartingWith("TRB-SQLITE-SETTING");
  }
}
