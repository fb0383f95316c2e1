package io.tributary.validator.source.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

  @Test
  void writesTheShortestDecimalThatIsNoInteger() {
    assertThat(RealSpelling.of(1.98)).isEqualTo("1.98");
    assertThat(RealSpelling.of(2)).isEqualTo("2.0");
    assertThat(RealSpelling.of(-0.0)).isEqualTo("-0.0");
    assertThat(RealSpelling.of(1e300)).isEqualTo("1E+300");
    assertThat(RealSpelling.of(5e-324)).isEqualTo("5E-324");
    assertThat(RealSpelling.of(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(RealSpelling.of(-1 / 0.0)).isEqualTo("-Infinity");
  }

  @Test
  void keepsTextsThatPostgresqlCannotHoldAsBytes() {
    assertThat(StoredValue.text("ä".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .extracting(StoredValue::storage, StoredValue::text)
        .containsExactly("text", "ä");
    assertThat(StoredValue.text(new byte[] {'a', 0}, StandardCharsets.UTF_8))
        .extracting(StoredValue::storage, StoredValue::text)
        .containsExactly("text-nul", "\\x6100");
    assertThat(StoredValue.text(new byte[] {(byte) 0xff}, StandardCharsets.UTF_8))
        .extracting(StoredValue::storage, StoredValue::text)
        .containsExactly("text-malformed", "\\xff");
  }

  @Test
  void takesATextForEverythingThatIsWrittenSo() {
    assertThat(meanings("1")).containsExactly("integer", "text");
    assertThat(meanings("1.0")).containsExactly("real", "text");
    assertThat(meanings("-Infinity")).containsExactly("real", "text");
    assertThat(meanings("NaN")).containsExactly("text");
    assertThat(meanings("99999999999999999999")).containsExactly("real", "text");
    assertThat(meanings("\\x00")).containsExactly("text", "blob", "text-malformed", "text-nul");
  }

  private static List<String> meanings(String text) {
    return KeyText.meanings(text, StandardCharsets.UTF_8).stream()
        .map(StoredValue::storage)
        .toList();
  }
}
