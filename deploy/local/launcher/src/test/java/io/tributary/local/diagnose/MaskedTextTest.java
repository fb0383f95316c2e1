package io.tributary.local.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTextTest {
  private static final Set<String> WORDS = DocumentedWords.of(Path.of("../../.."));
  private final MaskedText text =
      new MaskedText(
          Set.of("hunter2-hunter2"), Set.of("shop", "main.note", "note", "10.0.0.7"), WORDS);

  @Test
  void keepsWhatTributarySays() {
    assertThat(
            text.of(
                "2026-11-25T17:08:29.123+0000 level=WARN thread=\"executor-thread-1\""
                    + " logger=apply.Worker migration=shop source=shop TRB-APPLY-ROW-REFUSED:"
                    + " table main.note of source shop has 12 rows that are refused"))
        .doesNotContain(MaskedText.MASK);
    assertThat(text.of("\tat io.tributary.cdc.apply.Worker.run(Worker.java:12)"))
        .isEqualTo("\tat io.tributary.cdc.apply.Worker.run(Worker.java:12)");
    assertThat(text.of("org.postgresql.util.PSQLException: connection to 10.0.0.7 refused"))
        .isEqualTo("org.postgresql.util.PSQLException: connection to 10.0.0.7 refused");
  }

  @Test
  void keepsTheClassThatWroteALineAndMasksWhatItSays() {
    assertThat(
            text.of(
                "2026-11-25T17:08:29.123+0000 level=WARN thread=\"xq7z\" logger=abc.Unheardof"
                    + " stopped in 1.234s logger=abc.Unheardof"))
        .isEqualTo(
            "2026-11-25T17:08:29.123+0000 level=WARN thread=\"(masked)\" logger=abc.Unheardof"
                + " stopped in 1.234s (masked)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=xq7zvalue",
        "password: xq7zvalue with more",
        "postgresql://me:xq7zvalue@10.0.0.7/shop",
        "Authorization: Bearer xq7zvalue",
        "the row's key [\"xq7zvalue\"] of table note",
        "with key [xq7zvalue, 2]",
        "id = xq7zvalue is there already",
        "Key (owner)=(xq7zvalue) already exists.",
        "Failing row contains (1, xq7zvalue, null).",
        "Detail: xq7zvalue",
        "Where: PL/pgSQL function refuse() xq7zvalue",
        "invalid input syntax for type integer: \"xq7zvalue\"",
        "'xq7zvalue' is no time",
        "raised: this is no note: xq7zvalue",
        "xq7zvalue",
        "noteXq7zvalueNote xq7zvalue.note",
        "https://10.0.0.7/xq7zvalue?a=xq7zvalue",
        "\u00e4xq7zvalue",
        "{\"note\":\"xq7zvalue\"}",
        "-----BEGIN PRIVATE KEY-----\nxq7zvalue\n-----END PRIVATE KEY-----",
      })
  void masksAValueWhereverItStands(String line) {
    assertThat(text.of(line).toLowerCase(Locale.ROOT)).doesNotContain("xq7zvalue");
  }

  @Test
  void masksWordsBetweenQuotesAndBehindKeysThoughTheyAreHarmlessElsewhere() {
    assertThat(text.of("key ['copy'] of note")).isEqualTo("key (masked) of note");
    assertThat(text.of("'table' is no time")).startsWith("'").contains("is no time");
    assertThat(text.of("the number 4111111111111111 of note"))
        .isEqualTo("the number (masked) of note");
  }

  @Test
  void masksKnownSecretsWithinWords() {
    assertThat(text.of("copyhunter2-hunter2copy")).doesNotContain("hunter2");
  }

  @Test
  void masksTextsOfADocumentAndKeepsItsNumbers() throws Exception {
    JsonNode masked =
        new MaskedJson(text)
            .of(
                Json.mapper()
                    .readTree(
                        """
                        {"name": "shop", "rows": 41111111111111, "ready": true,
                         "columns": {"xq7zvalue": {"constant": "copy"}},
                         "atSource": "SELECT 1", "errors": ["note has xq7zvalue"]}
                        """));

    assertThat(masked.toString())
        .isEqualTo(
            "{\"name\":\"shop\",\"rows\":41111111111111,\"ready\":true,"
                + "\"columns\":{\"(masked)\":{\"constant\":\"(masked)\"}},"
                + "\"atSource\":\"(masked)\",\"errors\":[\"note has (masked)\"]}");
  }
}
