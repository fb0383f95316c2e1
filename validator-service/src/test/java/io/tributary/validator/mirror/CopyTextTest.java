package io.tributary.validator.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CopyTextTest {

  @Test
  void copiesEveryCharacterAndNullAsTheyAre() {
    CopyText text = new CopyText();
    text.row(Arrays.asList("a\tb\\", null, "\n\r", ""));
    assertThat(text).hasToString("a\\tb\\\\\t\\N\t\\n\\r\t\n");
  }
}
