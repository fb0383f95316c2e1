package io.tributary.local.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.json.Json;
import io.tributary.local.client.MigrationAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A status of the API, and what people and scripts are shown of it. */
class StatusDocumentTest {

  @Test
  void keepsItsMembersForScripts() throws IOException {
    StatusDocument document = StatusDocument.of(answer());

    assertThat(OutputFormat.json.of(document)).isEqualTo(resource("status.golden.json"));
    assertThat(OutputFormat.yaml.of(document)).isEqualTo(resource("status.golden.yaml"));
  }

  @Test
  void tellsHealthAndTheWritingSideBeforeAnythingElse() throws IOException {
    List<String> lines = StatusText.lines(StatusDocument.of(answer()), TextColor.PLAIN);

    assertThat(String.join("\n", lines)).isEqualTo(resource("status.golden.txt"));
    assertThat(lines.get(0)).startsWith("stopped  shop: Replicating");
    assertThat(lines.get(1)).isEqualTo("The sources accept writes. Nothing is fenced.");
    assertThat(lines).last().isEqualTo("Next: ./tributary resume shop");
  }

  @Test
  void colorsTheHealthAloneAndOnlyWhereColorsAreWanted() throws IOException {
    StatusDocument document = StatusDocument.of(answer());

    assertThat(StatusText.lines(document, TextColor.COLORED).get(0)).startsWith("\u001b[1;31m");
    assertThat(String.join("", StatusText.lines(document, TextColor.PLAIN)))
        .doesNotContain("\u001b");
  }

  @Test
  void letsNoStoredTextCommandTheTerminal() throws IOException {
    MigrationAnswer answer =
        Json.read(
            resource("status.api.json").replace("ERROR-TEXT", "\\u001b[2J").getBytes(UTF_8),
            MigrationAnswer.class);

    assertThat(StatusText.lines(StatusDocument.of(answer), TextColor.PLAIN))
        .noneMatch(line -> line.contains("\u001b"));
    assertThat(StatusText.line(StatusDocument.of(answer))).doesNotContain("\u001b");
  }

  @Test
  void proposesToLookOnceMoreWhileACheckFails() {
    assertThat(NextCommand.after(created("PASSED"))).isEqualTo("./tributary start shop");
    assertThat(NextCommand.after(created("FAILED"))).isEqualTo("./tributary check shop");
  }

  private static MigrationAnswer created(String result) {
    String answer =
        """
        {"name": "shop", "state": "Created", "sources": [], "orders": [], "preflight": {"checks":
         [{"code": "C", "subject": "target", "result": "%s", "finding": "f", "fix": "x"}]}}"""
            .formatted(result);
    return Json.read(answer.getBytes(UTF_8), MigrationAnswer.class);
  }

  @Test
  void saysHowLongTheCopyTakesStillOfEachSourceAndOfTheWhole() throws IOException {
    // given
    String copying =
        resource("status.api.json")
            .replace("\"sources\": [", "\"copyRemainingSeconds\": 3725, \"sources\": [")
            .replace("\"phase\": \"STREAMING\"", "\"phase\": \"SNAPSHOT\"")
            .replace("\"snapshotPercent\": 100", "\"snapshotPercent\": 40")
            .replace(
                "\"snapshotRowsExpected\": 1135",
                "\"snapshotRowsExpected\": 2800, \"snapshotRemainingSeconds\": 42");

    // when
    StatusDocument document =
        StatusDocument.of(Json.read(copying.getBytes(UTF_8), MigrationAnswer.class));

    // then
    assertThat(StatusText.lines(document, TextColor.PLAIN))
        .anyMatch(line -> line.contains("1,135 rows, 40%, about 42 s left"))
        .contains(
            "All rows are in the target in about 1 h 3 min, at the speed of the last minute.");
    assertThat(OutputFormat.json.of(document))
        .contains("\"copyRemainingSeconds\" : 3725")
        .contains("\"remainingSeconds\" : 42");
  }

  private static MigrationAnswer answer() throws IOException {
    return Json.read(resource("status.api.json").getBytes(UTF_8), MigrationAnswer.class);
  }

  private static String resource(String name) throws IOException {
    try (InputStream file = StatusDocumentTest.class.getResourceAsStream("/commands/" + name)) {
      return new String(file.readAllBytes(), UTF_8).stripTrailing();
    }
  }
}
