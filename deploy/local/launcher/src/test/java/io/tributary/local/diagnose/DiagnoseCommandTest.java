package io.tributary.local.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A bundle that is made while no service answers. */
class DiagnoseCommandTest {
  private static final String SECRET = "xq7zsecret";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T09:15:30Z"), ZoneOffset.UTC);

  @TempDir Path home;

  @Test
  void holdsLogsAndVersionsAndSaysWhatIsMissing() throws Exception {
    // given
    Path bundle = home.resolve("bundle.zip");
    log("cdc-service.log", "2026-03-01T09:15:29.000+0000 level=ERROR TRB-APPLY-ROW-REFUSED row\n");
    Files.writeString(home.resolve("api.token"), SECRET);

    // when
    String printed = run(0, "shop", "--to", bundle.toString());

    // then
    Map<String, String> parts = ZippedTexts.of(bundle);
    assertThat(parts.get("logs/cdc-service.log")).contains("TRB-APPLY-ROW-REFUSED row");
    assertThat(parts.get("versions.json")).contains("\"java\" : \"17");
    assertThat(parts.get("settings.txt")).contains("TRIBUTARY_ERRORS_ROW_VALUES: true");
    assertThat(parts.get("README.txt"))
        .contains("Migration shop, 2026-03-01T09:15:30Z", "Missing:\n  status.json: ");
    assertThat(printed).contains("missing: status.json: The orchestrator does not answer at");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle)))
        .isEqualTo("rw-------");
  }

  @Test
  void holdsNoneOfTheSecretsAndValuesThatAreInItsReach() throws Exception {
    // given
    Path bundle = home.resolve("bundle.zip");
    Files.writeString(home.resolve("api.token"), SECRET + "1");
    Files.writeString(home.resolve("evidence.key"), "-----BEGIN\n" + SECRET + "2\n-----END");
    Files.createDirectory(home.resolve("kafka-clients"));
    Files.writeString(
        home.resolve("kafka-clients/cdc.properties"),
        "sasl.jaas.config=Module required username=\"cdc\" password=\"" + SECRET + "3\";");
    StringBuilder lines = new StringBuilder();
    for (String line :
        new String[] {
          "password=" + SECRET,
          "Key (owner)=(" + SECRET + ") already exists.",
          "row [\"" + SECRET + "\", 5] of main.note: '" + SECRET + "' is no time",
          "raised " + SECRET,
          SECRET + "1 " + SECRET + "2 x" + SECRET + "3x",
          "\tat " + SECRET,
          "Caused by: java.lang.IllegalStateException: " + SECRET
        }) {
      lines.append("2026-03-01T09:15:29.000+0000 level=WARN ").append(line).append('\n');
      lines.append(line).append('\n');
    }
    log("orchestrator-service.log", lines.toString());
    log("connect.log.1", lines.toString());

    // when
    String printed = run(0, "shop", "--to", bundle.toString());

    // then
    Map<String, String> parts = new TreeMap<>(ZippedTexts.of(bundle));
    assertThat(parts).containsKeys("logs/orchestrator-service.log", "logs/connect.log.1");
    parts.forEach((path, text) -> assertThat(text).as(path).doesNotContain(SECRET));
    assertThat(printed).doesNotContain(SECRET);
    assertThat(parts.get("logs/connect.log.1").lines().count())
        .isEqualTo(lines.toString().lines().count());
  }

  @Test
  void writesOverNoFile() throws Exception {
    Path bundle = Files.writeString(home.resolve("bundle.zip"), "mine");

    run(1, "shop", "--to", bundle.toString());

    assertThat(bundle).hasContent("mine");
  }

  private void log(String name, String text) throws Exception {
    Files.createDirectories(home.resolve("logs"));
    Files.writeString(home.resolve("logs").resolve(name), text);
  }

  private String run(int status, String... arguments) {
    StringWriter printed = new StringWriter();
    CommandLine command =
        new CommandLine(
                new DiagnoseCommand(
                    Map.of("TRIBUTARY_ERRORS_ROW_VALUES", "true", "SHOP_PASSWORD", SECRET + "-env"),
                    CLOCK))
            .setOut(new PrintWriter(printed, true));
    command.setExecutionExceptionHandler((failure, line, parsed) -> 1);
    String[] all = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(
        new String[] {"--home", home.toString(), "--api", "http://127.0.0.1:1"},
        0,
        all,
        arguments.length,
        4);
    assertThat(command.execute(all)).isEqualTo(status);
    return printed.toString();
  }
}
