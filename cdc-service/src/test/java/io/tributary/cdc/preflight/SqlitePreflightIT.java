package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.only;
import static io.tributary.cdc.preflight.PreflightSubject.withCode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.checks.file.FileChecks;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.plan.source.WayBack;
import io.tributary.common.topic.TopicNames;
import io.tributary.files.sqlite.capture.CaptureRemoval;
import io.tributary.files.sqlite.capture.CaptureStart;
import io.tributary.files.sqlite.fence.SqliteFence;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PrintedCommands;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlitePreflightIT {
  private static final SchemaMapping SHOP =
      new SchemaMapping("main", "shop", Map.of(), List.of(), List.of());

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
    assertThat(only(check(), "SQLITE-CAPTURE").finding()).contains("refusing writes");
    application.run("CREATE TABLE _Tributary_mine (id);");
    assertThat(only(check(), "SQLITE-CAPTURE").finding()).contains("_Tributary_mine");
  }

  @Test
  void saysWhatAFileIsThatIsNoSqliteDatabase() throws Exception {
    Path file = directory.resolve("test.db");
    Files.createFile(file);
    assertThat(connection()).contains("test.db is empty (0 bytes)", "correct the path");
    for (Map.Entry<String, String> sample :
        Map.of(
                "1f8b080000",
                "compressed by gzip",
                "377f0682002de218",
                "write-ahead log of a database; name the file without -wal",
                "5047444d50",
                "dump of PostgreSQL",
                "d9d505f920a163d7",
                "rollback journal",
                "00ff13a99c".repeat(300),
                "encrypted (by SQLCipher, for example)",
                HexFormat.of().formatHex("--\n-- PostgreSQL database dump\n".getBytes(UTF_8)),
                "dump of PostgreSQL",
                HexFormat.of().formatHex("Name;Price\na;1\n".getBytes(UTF_8)),
                "a text that begins with \"Name;Price a;1\"")
            .entrySet()) {
      Files.write(file, HexFormat.of().parseHex(sample.getKey()));
      assertThat(connection()).contains("not an SQLite database", sample.getValue());
    }
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(connection()).contains("is a directory; name the SQLite file in it");
    Files.delete(file);
    Files.createSymbolicLink(file, file);
    assertThat(connection()).contains("leads back to itself");
    Files.delete(file);
    Files.createSymbolicLink(file, directory.resolve("gone.db"));
    assertThat(connection()).contains("symbolic link to a file that does not exist");
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertThat(connection()).contains("is no file but a pipe");
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/proc/version"));
    assertThat(connection()).contains("something that the kernel shows");
    Files.delete(file);
    SqliteProgram.in(directory)
        .run(
            "CREATE TABLE collections (id); CREATE TABLE segments (id);"
                + "CREATE TABLE embeddings (id); CREATE TABLE embeddings_queue (id);");
    PreflightCheck chroma = withCode(check(), "SOURCE-CONNECTION").get(1);
    assertThat(chroma.result()).isEqualTo(Result.FAILED);
    assertThat(chroma.finding()).contains("is Chroma's own file");
    assertThat(chroma.fix()).contains("directory: " + directory);
  }

  private String connection() {
    PreflightCheck check = only(check(), "SOURCE-CONNECTION");
    assertThat(check.result()).isEqualTo(Result.FAILED);
    return check.finding();
  }

  @Test
  void refusesNamesThatMeanNothingAndASourceOfWhichNothingMoves() {
    // given
    SqliteProgram.in(directory)
        .run("CREATE TABLE item (id INTEGER PRIMARY KEY); CREATE VIRTUAL TABLE f USING fts5(b);");
    SchemaMapping wrong =
        new SchemaMapping("main", "shop", Map.of(), List.of("itm"), List.of("tmp_*", "f"));
    CutoverSettings cutover =
        new CutoverSettings(
            10_000,
            1_000,
            OpenTransactions.ABORT_CUTOVER,
            2_000,
            List.of(),
            Map.of(),
            Map.of("legacy", List.of("main.itm/7")));

    // when
    List<PreflightCheck> checks = check(cutover, source(wrong));

    // then
    assertThat(withCode(checks, "TABLE-UNKNOWN"))
        .allMatch(check -> check.result() == Result.FAILED)
        .extracting(PreflightCheck::finding)
        .satisfiesExactly(
            text -> assertThat(text).contains("table main.itm", "Did you mean item?"),
            text -> assertThat(text).contains("pattern main.tmp_* ", "matches no table"));
    assertThat(only(checks, "NOTHING-MOVES").result()).isEqualTo(Result.FAILED);
    assertThat(only(checks, "ACCEPTED-UNKNOWN").finding()).contains("main.itm/7");
  }

  @Test
  void letsTablesFollowThatAnEarlierMigrationHasLeft() {
    // given
    SqliteProgram.in(directory).run("CREATE TABLE moved (id); CREATE TABLE rest (id);");
    Path file = directory.resolve("test.db");
    CaptureStart.in(file, "first", table -> true, 1_000);
    new SqliteFence(file, 1_000).raise(List.of("moved"), "p", "t", "t", "moved to db.example");
    CaptureRemoval.besideFence(file, 1_000);

    // when, then
    PreflightCheck again = only(check(), "SQLITE-CAPTURE");
    assertThat(again.result()).isEqualTo(Result.FAILED);
    assertThat(again.finding())
        .isEqualTo("Already moved by a completed migration, and refusing writes since: moved.");
    assertThat(again.fix()).startsWith("Exclude what has moved.");
    PreflightCheck rest =
        only(
            check(
                CutoverSettings.defaults(),
                source(new SchemaMapping("main", "shop", Map.of(), List.of(), List.of("moved")))),
            "SQLITE-CAPTURE");
    assertThat(rest.result()).isEqualTo(Result.PASSED);
    assertThat(rest.finding()).contains("an earlier migration");
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
  void printsStatementsThatSqliteTakes() {
    // given a file with a rollback journal, and no time to look at it
    SqliteProgram application = SqliteProgram.in(directory);
    application.run("CREATE TABLE item (id INTEGER PRIMARY KEY)");
    Migration migration =
        PreflightSubject.migration(
            PreflightSubject.connection(PostgresFixture.target(), "postgres"), source());
    PreflightCheck unfinished =
        only(
            FileChecks.ofServices(0, new TopicNames("tributary"), AllGrants.EVERYTHING)
                .look(new MovingSource(migration, source()))
                .checks(),
            "SQLITE-INTEGRITY");

    // when
    for (String statement : PrintedCommands.statements(only(check(), "SQLITE-JOURNAL").fix())) {
      application.run(statement);
    }
    String looked = application.run(String.join(" ", PrintedCommands.statements(unfinished.fix())));

    // then
    assertThat(only(check(), "SQLITE-JOURNAL").result()).isEqualTo(Result.PASSED);
    assertThat(unfinished.result()).isEqualTo(Result.WARNING);
    assertThat(looked.strip()).isEqualTo("ok");
    assertThat(directory.resolve("test.db.copy")).exists();
  }

  @Test
  void refusesAWayBackForWhatCannotComeBack() {
    // given a column that stays behind, a table without a key, and an index that no trigger writes
    SqliteProgram.in(directory)
        .run(
            "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, need TEXT NOT NULL);"
                + "CREATE TABLE log (line TEXT);"
                + "CREATE VIRTUAL TABLE found USING fts5(name, content=item, content_rowid=id);");
    ColumnRule dropped = new ColumnRule(null, true, null, null, Map.of());
    SqliteSource one =
        SqliteSource.of("legacy", directory.resolve("test.db").toString(), SHOP)
            .with(
                ConversionRules.UNSAID.withTables(
                    Map.of("item", new TableRule(null, Map.of("need", dropped)))));

    // when
    List<PreflightCheck> without = check(CutoverSettings.defaults(), one);
    List<PreflightCheck> checks = check(CutoverSettings.defaults(), one.with(WayBack.REPLICATE));

    // then
    assertThat(withCode(without, "SQLITE-WAY-BACK")).isEmpty();
    assertThat(withCode(checks, "SQLITE-WAY-BACK"))
        .extracting(check -> check.result() + " " + check.finding())
        .containsExactly(
            "FAILED item.need cannot come back, because it stays behind, and is NOT NULL without a"
                + " default, which a row needs that is made at the target.",
            "WARNING found cannot come back, because no trigger writes this table of the module"
                + " fts5, and so it is not told of rows that come back.");
  }

  @Test
  void refusesAWayBackThatWouldLeaveOrphansBehind() {
    // given
    SqliteProgram.in(directory)
        .run(
            "CREATE TABLE account (id INTEGER PRIMARY KEY);"
                + "CREATE TABLE audit (account_id INTEGER REFERENCES account ON DELETE CASCADE);");
    Source one =
        source(new SchemaMapping("main", "shop", Map.of(), List.of(), List.of("audit")))
            .with(WayBack.REPLICATE);
    Source both = source(SHOP).with(WayBack.REPLICATE);

    // then
    assertThat(withCode(check(), "WAY-BACK-REFERENCES")).isEmpty();
    assertThat(only(check(CutoverSettings.defaults(), both), "WAY-BACK-REFERENCES").result())
        .isEqualTo(Result.PASSED);
    PreflightCheck refused = only(check(CutoverSettings.defaults(), one), "WAY-BACK-REFERENCES");
    assertThat(refused.result()).isEqualTo(Result.FAILED);
    assertThat(refused.finding())
        .isEqualTo(
            "Tables that stay refer to tables that move, and rows that are deleted at the target"
                + " would leave them behind without what they refer to: audit (account_id) to"
                + " account, whose ON DELETE CASCADE nobody would carry out.");
    assertThat(refused.fix()).startsWith("Let both move; or have the application make the table");
  }

  private List<PreflightCheck> check() {
    return check(CutoverSettings.defaults(), source());
  }

  private static List<PreflightCheck> check(CutoverSettings cutover, Source source) {
    return PreflightSubject.check(
        PreflightSubject.migration(
            PreflightSubject.connection(PostgresFixture.target(), "postgres"), cutover, source));
  }

  private Source source() {
    return source(SHOP);
  }

  private SqliteSource source(SchemaMapping main) {
    return SqliteSource.of("legacy", directory.resolve("test.db").toString(), main);
  }
}
