package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.back.ClosedFile.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.capture.TableCaptureScope;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows come into a closed file, and nobody ever sees it open. */
class ReturnTransactionTest {
  /** Rows that one transaction writes together, and what closes the file. */
  static final String WATCHED =
      "SELECT (SELECT min(v) || '-' || max(v) FROM t), (SELECT count(*) FROM sqlite_master"
          + " WHERE name LIKE '\\_tributary\\_%' ESCAPE '\\' AND type = 'trigger')";

  private static final List<String> NAMES = List.of("t");
  private static final String[] TABLE = {
    "CREATE TABLE t (id INTEGER PRIMARY KEY, v)",
    "CREATE TRIGGER first AFTER UPDATE ON t BEGIN UPDATE t SET v = 'fired'; END",
    "CREATE TABLE other (id INTEGER PRIMARY KEY)",
    "CREATE INDEX t_v ON t (v)",
    "INSERT INTO t VALUES (1, 0), (2, 0), (3, 0)"
  };

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void anotherProcessSeesAllOrNothingAndNeverWrites(String journal) throws Exception {
    // given
    ClosedFile file = ClosedFile.of(directory, journal, NAMES, TABLE);
    List<String> before = file.state();
    Process outsider = outsider("watch", file.path());
    BufferedReader said = said(outsider);
    assertThat(said.readLine()).isEqualTo("watching");
    // when
    for (int round = 1; round <= 30; round++) {
      try (ReturnTransaction transaction = file.begin()) {
        assertThat(transaction.closed()).isTrue();
        transaction.openForWriting();
        ReturnTable table = transaction.table("t");
        for (int id = 1; id <= 3; id++) {
          table.update(row("id", id), row("v", round));
        }
        transaction.setFact("back.position", "" + round);
        transaction.commit();
      }
    }
    outsider.getOutputStream().write('\n');
    outsider.getOutputStream().flush();
    List<String> seen = new ArrayList<>();
    for (String line = said.readLine(); !"end".equals(line); line = said.readLine()) {
      assertThat(line).isNotNull();
      seen.add(line);
    }
    // then
    assertThat(seen)
        .allMatch(
            line ->
                line.matches("saw \\[(\\d+)-\\1\\|7]")
                    || line.equals("read refused 5")
                    || line.equals("write refused busy")
                    || line.contains(ClosedFile.MESSAGE))
        .anyMatch(line -> line.startsWith("saw"))
        .anyMatch(line -> line.contains(ClosedFile.MESSAGE));
    assertThat(file.rows("SELECT * FROM t")).containsExactly("1|30", "2|30", "3|30");
    assertThat(file.rows("SELECT value FROM _tributary_capture WHERE name = 'back.position'"))
        .containsExactly("30");
    assertThat(file.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void aProcessThatIsKilledInsideLeavesTheFileClosedAndAsItWas(String journal) throws Exception {
    // given
    ClosedFile file = ClosedFile.of(directory, journal, NAMES, TABLE);
    List<String> before = file.state();
    Process outsider = outsider("stay", file.path());
    assertThat(said(outsider).readLine()).isEqualTo("inside");
    // when
    outsider.destroyForcibly().waitFor();
    // then
    assertThat(file.fence().standing(NAMES)).contains("token");
    assertThatThrownBy(() -> file.execute("DELETE FROM t")).hasMessageContaining("has moved");
    assertThat(file.rows("SELECT * FROM t")).containsExactly("1|0", "2|0", "3|0");
    assertThat(file.state()).isEqualTo(before);
    assertThat(file.rows("PRAGMA integrity_check")).containsExactly("ok");
    try (ReturnTransaction transaction = file.begin()) {
      assertThat(transaction.fact("back.position")).isEmpty();
    }
  }

  @Test
  void neitherTheConnectorNorTheFenceFindsADifference() throws Exception {
    // given
    ClosedFile file = ClosedFile.of(directory, "WAL", NAMES, TABLE);
    file.execute("CREATE TRIGGER last AFTER INSERT ON t BEGIN DELETE FROM t WHERE id = 9; END");
    reconcile(file);
    List<String> before = file.state();
    // when
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      transaction.openForWriting();
      ReturnTable table = transaction.table("t");
      table.insert(row("id", 9, "v", "new"));
      table.delete(row("id", 1));
      transaction.commit();
    }
    // then
    assertThat(file.fence().look(NAMES).orElseThrow().open()).isEmpty();
    assertThat(file.state()).isEqualTo(before);
    reconcile(file);
    assertThat(file.state()).isEqualTo(before);
    assertThat(file.rows("SELECT * FROM t")).containsExactly("2|0", "3|0", "9|new");
    assertThat(file.rows("PRAGMA integrity_check")).containsExactly("ok");
    file.fence().lift(NAMES, "p", (token, whole) -> "");
    file.execute("UPDATE t SET v = 1 WHERE id = 2");
    assertThat(file.rows("SELECT * FROM t")).containsExactly("2|fired", "3|fired", "9|fired");
  }

  private static void reconcile(ClosedFile file) throws Exception {
    try (SqliteSession sqlite = SqliteSession.open(file.path(), 1000)) {
      sqlite.begin("IMMEDIATE");
      new TableCaptureScope(NAMES::contains).reconcile(sqlite, "owner");
      sqlite.commit();
    }
  }

  @Test
  void aCheckpointAloneTouchesNoTable() throws Exception {
    ClosedFile file = ClosedFile.of(directory, "DELETE", NAMES, TABLE);
    List<String> before = file.state();
    // when
    try (ReturnTransaction transaction = file.begin()) {
      transaction.setFact("back.position", "7");
      transaction.setFact("back.other", "8");
      transaction.unsetFact("back.other");
      assertThatThrownBy(() -> transaction.table("t").delete(row("id", 1)))
          .isInstanceOf(IllegalStateException.class);
      transaction.commit();
    }
    // then
    assertThat(file.state()).isEqualTo(before);
    try (ReturnTransaction transaction = file.begin()) {
      assertThat(transaction.fact("back.position")).contains("7");
      assertThat(transaction.fact("back.other")).isEmpty();
      assertThat(transaction.table("t").read(row("id", 1))).contains(row("id", 1, "v", 0));
    }
  }

  @Test
  void whatIsNotCommittedIsUndone() throws Exception {
    ClosedFile file = ClosedFile.of(directory, "WAL", NAMES, TABLE);
    List<String> before = file.state();
    // when
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      transaction.table("t").clear();
      transaction.setFact("back.position", "7");
    }
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      ReturnTable table = transaction.table("t");
      assertThatThrownBy(
              () ->
                  transaction.attempt(
                      () -> {
                        table.clear();
                        throw new IllegalArgumentException("not so");
                      }))
          .hasMessage("not so");
      assertThat(transaction.<Long>attempt(table::count)).isEqualTo(3);
      table.delete(row("id", 3));
      transaction.commit();
    }
    // then
    assertThat(file.state()).isEqualTo(before);
    assertThat(file.rows("SELECT * FROM t")).containsExactly("1|0", "2|0");
  }

  @Test
  void whatIsWrongWithTheFileIsSaid() throws Exception {
    ClosedFile file = ClosedFile.of(directory, "DELETE", NAMES, TABLE);
    // an open side
    file.execute("DROP TRIGGER _tributary_fence_1_1_delete");
    try (ReturnTransaction transaction = file.begin()) {
      assertThat(transaction.closed()).isFalse();
    }
    // somebody reads for long
    try (Connection reader = file.connect();
        Statement statement = reader.createStatement()) {
      statement.execute("BEGIN");
      statement.executeQuery("SELECT * FROM t").next();
      assertThat(failure(() -> ReturnTransaction.begin(file.path(), NAMES, 10)))
          .isEqualTo(SqliteError.BUSY);
    }
    // another file has come into its place
    try (ReturnTransaction transaction = file.begin()) {
      transaction.setFact("back.position", "7");
      Path copy = Files.copy(file.path(), directory.resolve("copy.db"));
      Files.move(copy, file.path(), StandardCopyOption.REPLACE_EXISTING);
      assertThat(failure(transaction::commit)).isEqualTo(SqliteError.FILE_REPLACED);
    }
    try (ReturnTransaction transaction = file.begin()) {
      assertThat(failure(() -> transaction.table("nothing"))).isEqualTo(SqliteError.TABLE_GONE);
    }
    Path bare = directory.resolve("bare.db");
    new ClosedFile(bare, Set.of()).execute("CREATE TABLE t (a)");
    assertThat(failure(() -> ReturnTransaction.begin(bare, NAMES, 10)))
        .isEqualTo(SqliteError.CAPTURE_MISSING);
    assertThat(failure(() -> ReturnTransaction.begin(directory.resolve("no.db"), NAMES, 10)))
        .isEqualTo(SqliteError.FILE_MISSING);
  }

  private static SqliteError failure(Runnable step) {
    try {
      step.run();
    } catch (SqliteFailure e) {
      return e.error();
    }
    throw new AssertionError("it did not fail");
  }

  private static Process outsider(String what, Path file) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            OutsiderMain.class.getName(),
            what,
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static BufferedReader said(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
