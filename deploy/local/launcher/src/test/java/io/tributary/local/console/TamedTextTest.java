package io.tributary.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may name a table at a source does not drive the operator's terminal. */
class TamedTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J\u001b[1;1Hall tables are equal",
        "\u001b]0;title\u0007",
        "\u001b]52;c;cm0gLXJmIH4=\u0007",
        "\u009b2J",
        "\u009d0;title\u009c",
        "\u0085next",
        "equal\rDIFFERENT",
        "back\b\b\b\bfront",
        "\u202elauqe\u202c",
        "\u2066hidden\u2069",
        "nul\u0000",
        "bell\u0007",
        "del\u007f"
      })
  void nothingIsLeftThatATerminalObeys(String name) {
    assertThat(TamedText.of("table " + name).chars())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  @Test
  void whatIsOnlyUnusualStaysAsItIs() {
    assertThat(TamedText.of("größe \"Zähler\" 表 🦀 'x'; --\nnext"))
        .isEqualTo("größe \"Zähler\" 表 🦀 'x'; --\nnext");
    assertThat(TamedText.line("a\nb")).isEqualTo("a?b");
  }
}
