package io.tributary.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.json.Json;
import io.tributary.local.client.MigrationAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTextTest {
  @Test
  void saysOfWhichSourcesTablesAreStillToBeCompared() throws IOException {
    // given a source with one of three tables compared
    MigrationAnswer answer = answer();

    // when
    List<String> lines = TablesText.lines(TableLine.of(answer), answer.streams());

    // then
    assertThat(lines)
        .containsExactly(
            "No table was compared yet.",
            "",
            "a: 1 of 3 tables were compared, the others are still to come.");
  }

  private static MigrationAnswer answer() throws IOException {
    try (InputStream in = TablesTextTest.class.getResourceAsStream("/commands/status.api.json")) {
      return Json.read(in.readAllBytes(), MigrationAnswer.class);
    }
  }
}
