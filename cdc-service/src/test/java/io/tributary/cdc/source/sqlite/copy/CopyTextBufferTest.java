package io.tributary.cdc.source.sqlite.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** PostgreSQL reads back exactly what was added. */
class CopyTextBufferTest {
  private final CopyTextBuffer text = new CopyTextBuffer();

  @Test
  void escapesWhatHasAMeaningInTheTextForm() {
    text.add(new String[] {"a\tb", "\\N", null, "", "\\."});
    text.add(new String[] {"line\r\nline\\", "\u0001\u001f", "é€😀", "'\"", "x"});
    assertThat(added())
        .isEqualTo(
            "a\\tb\t\\\\N\t\\N\t\t\\\\.\n" + "line\\r\\nline\\\\\t\u0001\u001f\té€😀\t'\"\tx\n");
  }

  @Test
  void growsWithItsRowsAndBeginsAnew() {
    String large = "\\é".repeat(200_000);
    text.add(new String[] {"small"});
    text.add(new String[] {large});
    assertThat(added()).isEqualTo("small\n" + "\\\\é".repeat(200_000) + "\n");
    text.clear();
    text.add(new String[] {"b"});
    assertThat(added()).isEqualTo("b\n");
  }

  private String added() {
    return new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8);
  }
}
