package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.only;
import static io.tributary.cdc.preflight.PreflightSubject.withCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.sqlite.SqliteProgram;
import io.tributary.fixture.PostgresFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlitePreflightIT {
  @TempDir Path directory;

  @Test
  void passesAFileAndTellsWhatIsLost() {
    // given
    SqliteProgram application = SqliteProgram.in(directory);
    application.run(
        "PRAGMA journal_mode = WAL; CREATE TABLE item (id INTEGER PRIMARY KEY, name VARCHAR(9));"
            + "CREATE TRIGGER own AFTER INSERT ON item BEGIN SELECT 1; END;"
            + "CREATE VIRTUAL TABLE docs USING fts5(body);");
    String before = application.run(".dump");

    // when
    List<PreflightCheck> checks = check();

    // then
    assertThat(checks)
        .filteredOn(check -> check.subject().equals("legacy"))
        .noneMatch(check -> check.result() == Result.FAILED);
    for (String code :
        List.of("SOURCE-CONNECTION", "SQLITE-ACCESS", "SQLITE-INTEGRITY", "SQLITE-JOURNAL")) {
      assertThat(only(checks, code).result()).as(code).isEqualTo(Result.PASSED);
    }
    assertThat(withCode(checks, "SQLITE-REMARKS"))
        .extracting(PreflightCheck::finding)
        .anyMatch(finding -> finding.startsWith("VIRTUAL_TABLE_LEFT_OUT (6): docs, docs_"))
        .anyMatch(finding -> finding.startsWith("TRIGGER_LEFT_OUT (1): own"))
        .anyMatch(finding -> finding.startsWith("SIZE_NOT_ENFORCED (1): item.name"));
    assertThat(withCode(checks, "PG-DUMP")).isEmpty();
    assertThat(application.run(".dump")).isEqualTo(before);
  }

  @Test
  void refusesAFileThatCannotBeCaptured() throws Exception {
    // given
    Path file = directory.resolve("test.db");
    // when, then
    assertThat(only(check(), "SOURCE-CONNECTION").finding()).contains("does not exist");
    Files.writeString(file, "this is no database, however long it may be and whatever it says");
    assertThat(only(check(), "SOURCE-CONNECTION").finding()).contains("not an SQLite database");
    Files.delete(file);
    SqliteProgram application = SqliteProgram.in(directory);
    application.run(
        "CREATE TABLE _tributary_capture (name, value);"
            + "INSERT INTO _tributary_capture VALUES ('owner', 'tributary-other-legacy');");
    PreflightCheck captured = only(check(), "SQLITE-CAPTURE");
    assertThat(captured.result()).isEqualTo(Result.FAILED);
    assertThat(captured.finding()).contains("tributary-other-legacy");
    assertThat(only(check(), "SQLITE-JOURNAL").result()).isEqualTo(Result.WARNING);
    application.run(
        "DROP TABLE _tributary_capture; CREATE TABLE t (id);"
            + "CREATE TRIGGER _tributary_fence_1_insert BEFORE INSERT ON t BEGIN SELECT 1; END;");
    assertThat(only(check(), "SQLITE-CAPTURE").finding()).contains("refuses writes");
    application.run("CREATE TABLE _Tributary_mine (id);");
    assertThat(only(check(), "SQLITE-CAPTURE").finding()).contains("_Tributary_mine");
  }

  @Test
  void findsADamagedPage() throws Exception {
    // given
    SqliteProgram application = SqliteProgram.in(directory);
    application.run(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, v); WITH RECURSIVE n(i) AS"
            + " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
            + " INSERT INTO item SELECT i, hex(randomblob(40)) FROM n;");
    Path file = directory.resolve("test.db");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 4096 * 5, 4096 * 6, (byte) 7);
    Files.write(file, bytes);

    // when
    PreflightCheck check = only(check(), "SQLITE-INTEGRITY");

    // then
    assertThat(check.result()).isEqualTo(Result.FAILED);
    assertThat(check.finding()).contains("legacy", "corrupt", "test.db");
    assertThat(check.fix()).contains(".recover");
  }

  @Test
  void knowsNetworkFileSystems() {
    Source source = source();
    SqliteReading reading = new SqliteReading(null, source, null, null, true);
    SqliteProgram.in(directory).run("CREATE TABLE t (id);");
    assertThat(new SqliteAccessCheck(path -> "nfs4").look(reading))
        .singleElement()
        .extracting(PreflightCheck::result)
        .isEqualTo(Result.FAILED);
    assertThat(new SqliteAccessCheck(path -> "ext4").look(reading))
        .singleElement()
        .extracting(PreflightCheck::result)
        .isEqualTo(Result.PASSED);
  }

  private List<PreflightCheck> check() {
    return PreflightSubject.check(
        PreflightSubject.migration(
            PreflightSubject.connection(PostgresFixture.target(), "postgres"), source()));
  }

  private Source source() {
    return Source.sqlite(
        "legacy",
        ConvertedSource.of(directory.resolve("test.db").toString()),
        new SchemaMapping("main", "shop", Map.of(), List.of(), List.of()));
  }
}
