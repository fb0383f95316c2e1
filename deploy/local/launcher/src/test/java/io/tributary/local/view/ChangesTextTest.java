package io.tributary.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChangesTextTest {
  @Test
  void writesALineForEachTableThatWasChanged() {
    // given
    JsonNode tables =
        read(
            """
            [{"source": "shop", "table": "public.item", "inserts": 1234, "updates": 5, "deletes": 0,
              "truncates": 0, "bytes": 98765, "since": "2026-01-01T00:00:00Z",
              "at": "2026-01-02T03:04:05Z"}]""");

    // then
    assertThat(ChangesText.lines(tables))
        .containsExactly(
            "SOURCE  TABLE        INSERTS  UPDATES  DELETES  TRUNCATES  BYTES   LAST CHANGE",
            "shop    public.item  1,234    5        0        0          98,765  2026-01-02 03:04:05Z");
  }

  @Test
  void saysThatNothingWasChanged() {
    assertThat(ChangesText.lines(read("[]")))
        .containsExactly("No table was changed since its stream began.");
  }

  private static JsonNode read(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
