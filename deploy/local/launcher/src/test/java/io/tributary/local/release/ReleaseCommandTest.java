package io.tributary.local.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.checks.file.FileChecks;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.files.chroma.capture.ChromaCaptureRemoval;
import io.tributary.files.chroma.fence.ChromaFence;
import io.tributary.files.chroma.fence.FencedCollections;
import io.tributary.files.sqlite.capture.CaptureRemoval;
import io.tributary.files.sqlite.capture.CaptureStart;
import io.tributary.files.sqlite.fence.SqliteFence;
import io.tributary.fixture.AllGrants;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import io.tributary.local.stack.StackTopics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReleaseCommandTest {
  private static final int WAIT = 5_000;

  @TempDir Path home;
  private Path file;
  private List<String> before;

  @BeforeEach
  void create() throws Exception {
    file = home.resolve("it's old.db");
    sql("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)");
    before = schema();
  }

  @Test
  void takesTheFenceOfACompletedMigrationOutByThePrintedCommand() throws Exception {
    // given what a cutover leaves
    capture();
    new SqliteFence(file, WAIT).raise(List.of("note"), "m", "token", "token", "moved");
    CaptureRemoval.besideFence(file, WAIT);
    assertThatThrownBy(() -> sql("INSERT INTO note VALUES (1, 'x')")).hasMessageContaining("moved");
    PreflightCheck refused = check();

    // when
    Run release = printed(refused);

    // then
    assertThat(release.text()).contains("is released", "does not reach the target");
    assertThat(release.status()).isZero();
    assertThat(schema()).isEqualTo(before);
    sql("INSERT INTO note VALUES (1, 'x')");
    assertThat(check().result()).isEqualTo(Result.PASSED);
    assertThat(run("release", file.toString()).text()).contains("has nothing of Tributary's");
  }

  @Test
  void leavesACapturedFileUnlessToldSo() throws Exception {
    // given
    capture();
    PreflightCheck refused = check();

    // when, then
    Run kept = run("release", file.toString());
    assertThat(kept.status()).isEqualTo(1);
    assertThat(kept.text()).contains("left as it is", "captured for connector");
    assertThat(schema()).isNotEqualTo(before);
    assertThat(printed(refused).status()).isZero();
    assertThat(schema()).isEqualTo(before);
  }

  @Test
  void releasesADirectoryOfChroma() throws Exception {
    // given
    Path chroma = Files.createDirectory(home.resolve("chroma"));
    try (ChromaWriter application = new ChromaWriter(chroma, ChromaTables.CURRENT)) {
      application.create("default_database", "notes", "l2", 2);
      CaptureStart.in(chroma.resolve("chroma.sqlite3"), "other", table -> true, WAIT);
      new ChromaFence(chroma, FencedCollections.all(), WAIT).raise("m", "token", "token", "moved");
      ChromaCaptureRemoval.besideFence(chroma, WAIT);

      // when
      Run release = run("release", chroma.toString());

      // then
      assertThat(release.text()).contains("is released");
      application.write("default_database", "notes", QueueOperation.add("a", 1, 2));
    }
  }

  @Test
  void saysOfAMigrationFileHowEachSourceIsReleased() throws Exception {
    // given
    Path migration = home.resolve("m.yaml");
    Files.writeString(migration, yaml());

    // when
    Run told = run("release", migration.toString());

    // then
    assertThat(told.status()).isZero();
    assertThat(told.text())
        .contains("Nothing was changed", "-- source db, old:5432/shop", "DROP TRIGGER")
        .contains("owner = 'tributary-m-db-", "./tributary release '");
  }

  @Test
  void namesWhatIsNoSource() {
    Run none = run("release", home.resolve("none.db").toString());
    Run folder = run("release", home.toString());

    assertThat(none.status()).isEqualTo(1);
    assertThat(none.text()).contains("does not exist");
    assertThat(folder.status()).isEqualTo(1);
    assertThat(folder.text()).contains("left as it is");
  }

  private record Run(int status, String text) {}

  /** Runs the command between backticks as a shell would take it. */
  private static Run printed(PreflightCheck check) throws Exception {
    assertThat(check.result()).isEqualTo(Result.FAILED);
    Matcher command = Pattern.compile("`\\./tributary ([^`]+)`").matcher(check.fix());
    assertThat(command.find()).as(check.fix()).isTrue();
    Process words =
        new ProcessBuilder("sh", "-c", "for w in " + command.group(1) + "; do echo \"$w\"; done")
            .start();
    String[] arguments =
        new String(words.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
            .lines()
            .toArray(String[]::new);
    return run(arguments);
  }

  private static Run run(String... arguments) {
    StringWriter printed = new StringWriter();
    CommandLine command =
        new CommandLine(new ReleaseCommand()).setOut(new PrintWriter(printed, true));
    assertThat(arguments[0]).isEqualTo(command.getCommandName());
    int status =
        command.execute(List.of(arguments).subList(1, arguments.length).toArray(new String[0]));
    return new Run(status, printed.toString());
  }

  private PreflightCheck check() {
    Migration migration = MigrationFile.parse(yaml());
    return FileChecks.untouched(1_000, StackTopics.names(), AllGrants.EVERYTHING)
        .look(new MovingSource(migration, migration.sources().get(0)))
        .checks()
        .stream()
        .filter(check -> check.code().equals("TRB-PREFLIGHT-SQLITE-CAPTURE"))
        .findFirst()
        .orElseThrow();
  }

  private String yaml() {
    return """
    migration: m
    target:
      connection: {host: h, database: d, user: u, tls-unverified: accepted}
      schemas: {app: {role: app}, shop: {role: shop}}
    sources:
      - {name: app, kind: sqlite, file: "%s", schemas: [{from: main, to: app}]}
      - name: db
        kind: postgresql
        connection: {host: old, database: shop, user: u, tls-unverified: accepted}
        schemas: [{from: public, to: shop}]
    """
        .formatted(file);
  }

  private void capture() {
    CaptureStart.in(file, "other", table -> true, WAIT);
  }

  private List<String> schema() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT sql FROM sqlite_master ORDER BY name")) {
      List<String> schema = new ArrayList<>();
      while (rows.next()) {
        schema.add(rows.getString(1));
      }
      return schema;
    }
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
