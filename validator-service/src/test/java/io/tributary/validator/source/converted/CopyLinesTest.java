package io.tributary.validator.source.converted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CopyLinesTest {

  @Test
  void copiesEveryCharacterAndNullAsTheyAre() {
    CopyLines text = new CopyLines();
    text.row(Arrays.asList("a\tb\\", null, "\n\r", ""));
    assertThat(text).hasToString("a\\tb\\\\\t\\N\t\\n\\r\t\n");
  }
}
