package io.tributary.local.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.local.fixture.SqliteLegacy;
import io.tributary.local.fixture.TestStack;
import io.tributary.local.stack.HomeSecret;
import io.tributary.local.stack.KafkaLogins;
import io.tributary.local.stack.StackLayout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The bundle of a migration that has stopped at rows of a real stack. */
class DiagnoseIT {
  private static final String NAME = "diagnosed";

  @TempDir Path directory;

  @Test
  void tellsWhatIsWrongAndNoSecretAndNoValueOfARow() throws Exception {
    // given rows with a secret in them, of which some are set aside, and a log that shows them
    TestStack stack = TestStack.shared();
    String secret = "xq7z" + Long.toHexString(System.nanoTime()) + "q";
    SqliteLegacy legacy =
        new SqliteLegacy(
            stack,
            stack.api(),
            NAME,
            "on-invalid: quarantine\ntables: {note: {columns: {extra: {constant: \""
                + secret
                + "\"}}}}");
    legacy.journal("WAL");
    legacy.run(
        "CREATE TABLE note (id TEXT PRIMARY KEY, body TEXT);"
            + "INSERT INTO note VALUES ('k"
            + secret
            + "', '"
            + secret
            + "'),"
            + " ('x"
            + secret
            + "', '"
            + secret
            + "' || char(0))");
    legacy.replicate();
    await().atMost(SqliteLegacy.LIMIT).until(() -> legacy.quarantine().size() == 1);
    legacy.verdicts();
    Path log = stack.logs().resolve("planted.log");
    Files.writeString(
        log,
        "2026-03-01T09:15:29.000+0000 level=WARN thread=\"main\" row [\""
            + secret
            + "\"]\n"
            + "ERROR: raised "
            + secret
            + "\n  Detail: Key (id)=("
            + secret
            + ")\n"
            + "password="
            + HomeSecret.of(new StackLayout(directory, stack.home()).apiToken())
            + "\n",
        StandardOpenOption.CREATE);

    // when
    Path bundle = directory.resolve("bundle.zip");
    StringWriter printed = new StringWriter();
    int status =
        new CommandLine(
                new DiagnoseCommand(
                    Map.of("TARGET_PASSWORD", stack.target.password(), "SECRET", secret + "env"),
                    Clock.systemUTC()))
            .setOut(new PrintWriter(printed, true))
            .execute(
                NAME,
                "--to",
                bundle.toString(),
                "--home",
                stack.home().toString(),
                "--api",
                stack.api().base().toString());

    // then
    assertThat(status).as(printed.toString()).isZero();
    Map<String, String> parts = ZippedTexts.of(bundle);
    assertThat(parts)
        .containsKeys(
            "status.json",
            "plan.json",
            "history.json",
            "reports/list.json",
            "metrics/orchestrator-service.txt",
            "metrics/cdc-service.txt",
            "metrics/validator-service.txt",
            "logs/cdc-service.log",
            "logs/planted.log");
    assertThat(parts.get("status.json")).contains(NAME, "Replicating", "STREAMING");
    assertThat(parts.get("quarantine.txt")).contains("1 legacy main.note body NUL_CHARACTER");
    assertThat(parts.get("postgresql.txt")).contains("PostgreSQL");
    assertThat(parts.get("metrics/cdc-service.txt")).contains("tributary_apply_", NAME);
    List<String> secrets = new ArrayList<>(List.of(secret));
    StackLayout home = new StackLayout(directory, stack.home());
    secrets.add(HomeSecret.of(home.apiToken()));
    secrets.add(HomeSecret.of(home.connectPassword()));
    secrets.add(TestStack.APP_PASSWORD);
    for (String login : List.of("cdc", "orchestrator", "validator", "connect")) {
      secrets.add(
          new KafkaLogins(home.kafkaClients())
              .login(login)
              .replaceAll("(?s).*password=\"", "")
              .replaceAll("\";.*", ""));
    }
    parts.forEach((path, text) -> assertThat(secrets).as(path).noneMatch(text::contains));
    Files.delete(log);
    legacy.abort();
  }
}
