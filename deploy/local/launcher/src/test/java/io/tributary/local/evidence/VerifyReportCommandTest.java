package io.tributary.local.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.evidence.CanonicalJson;
import io.tributary.common.evidence.SignedReport;
import io.tributary.common.evidence.SigningKey;
import io.tributary.fixture.AllGrants;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyReportCommandTest {
  private static final String REPORT =
      """
      {"migration": "notes", "change": {"direction": "cutover", "id": "c-1", "endedAt": "then"},
       "streams": [{"stream": "old", "source": "old", "tables": [
         {"table": "main.note", "target": "app.note", "sourceRows": 2, "targetRows": 2}]}]}
      """;

  @TempDir private Path home;
  private final SigningKey key = SigningKey.of(SigningKey.fresh(), "here");

  /** What the command printed, and its exit status. */
  private record Run(int status, String text) {}

  @Test
  void saysThatNobodyHasChangedItAndByWhichKeyItWasSigned() throws Exception {
    Path file = write(signed().text());

    Run run = run(file.toString());

    assertThat(run.status()).isZero();
    assertThat(run.text())
        .contains("cutover c-1 of migration notes", "signature fits")
        .contains(signed().signature().orElseThrow().publicKey());
    assertThat(run("--public-key", pem(key).toString(), file.toString()).status()).isZero();
  }

  @Test
  void findsAChangedByteAndAnotherKeyAndNoSignature() throws Exception {
    Run changed = run(write(signed().text().replace("\"sourceRows\":2", "\"sourceRows\":3")));
    assertThat(changed.status()).isEqualTo(1);
    assertThat(changed.text()).contains("DOES NOT FIT");

    Path other = pem(SigningKey.of(SigningKey.fresh(), "there"));
    Run forged = run("--public-key", other.toString(), write(signed().text()));
    assertThat(forged.status()).isEqualTo(1);
    assertThat(forged.text()).contains("BY ANOTHER KEY");

    Run unsigned = run(write(new SignedReport(signed().report(), Optional.empty()).text()));
    assertThat(unsigned.status()).isEqualTo(1);
    assertThat(unsigned.text()).contains("NOT SIGNED");
  }

  @Test
  void tellsWhatIsNoReport() throws Exception {
    for (String text : new String[] {"", "[]", "{\"report\": 1}", "{\"report\": {}} x"}) {
      Run run = run(write(text));
      assertThat(run.status()).as(text).isEqualTo(2);
      assertThat(run.text()).as(text).contains("is no report");
    }
    assertThat(run(home.resolve("none").toString()).status()).isEqualTo(2);
    assertThat(run().status()).isEqualTo(2);
  }

  @Test
  void countsAgainWhatShouldBeAtRest() throws Exception {
    // given
    Path file = home.resolve("old.db");
    sql(file, "CREATE TABLE note (id INTEGER PRIMARY KEY)", "INSERT INTO note VALUES (1), (2)");
    Path plan = plan(file, "none");
    Path report = write(signed().text());

    // when
    Run same = run("--migration", plan.toString(), report.toString());
    // then: the file is as it was, and the target is not there to be asked
    assertThat(same.text())
        .contains("closed then, main.note: same: 2 rows")
        .contains("opened then, app.note: cannot be read")
        .contains("1 of 1 tables DO NOT BEAR THE REPORT OUT");
    assertThat(same.status()).isEqualTo(1);

    // when somebody has written past the fence
    sql(file, "INSERT INTO note VALUES (3)");
    // then
    assertThat(run("--migration", plan.toString(), report.toString()).text())
        .contains("closed then, main.note: DIFFERS: 3 rows, 2 in the report");

    // when it follows the target
    Run following = run("--migration", plan(file, "replicate").toString(), report.toString());
    // then
    assertThat(following.text())
        .contains("closed then, main.note: not at rest any more: 3 rows, 2 in the report");
  }

  @Test
  void takesNoMigrationFileOfAnotherMigration() throws Exception {
    Path plan = plan(home.resolve("old.db"), "none");
    Files.writeString(plan, Files.readString(plan).replace("migration: notes", "migration: other"));

    Run run = run("--migration", plan.toString(), write(signed().text()));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.text()).contains("another migration");
  }

  @Test
  void printsNothingThatATerminalObeys() throws Exception {
    SignedReport nasty = signed(REPORT.replace("notes", "\\u001b[2Jnotes"));

    assertThat(run(write(nasty.text())).text()).contains("?[2Jnotes").doesNotContain("\u001b");
  }

  private Path plan(Path file, String wayBack) throws Exception {
    return Files.writeString(
        home.resolve("plan.yaml"),
        """
        migration: notes
        target:
          connection: {host: 127.0.0.1, port: 1, database: d, user: u}
          schemas: {app: {role: app}}
        sources:
          - name: old
            kind: sqlite
            file: %s
            schemas: [{from: main, to: app}]
            way-back: %s
        """
            .formatted(file, wayBack));
  }

  private static void sql(Path file, String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private SignedReport signed() {
    return signed(REPORT);
  }

  private SignedReport signed(String text) {
    String report = CanonicalJson.text(CanonicalJson.read(text));
    return new SignedReport(report, Optional.of(key.sign(report)));
  }

  private Path pem(SigningKey of) throws Exception {
    return Files.writeString(Files.createTempFile(home, "key", ".pub"), of.publicPem());
  }

  private Path write(String text) throws Exception {
    return Files.writeString(Files.createTempFile(home, "report", ".json"), text);
  }

  private static Run run(Object... arguments) {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed, true);
    String[] words = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    int status =
        new CommandLine(new VerifyReportCommand(AllGrants.EVERYTHING))
            .setOut(out)
            .setErr(out)
            .execute(words);
    return new Run(status, printed.toString());
  }
}
