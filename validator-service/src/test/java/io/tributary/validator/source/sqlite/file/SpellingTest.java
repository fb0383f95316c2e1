package io.tributary.validator.source.sqlite.file;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
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
  void takesATextForMalformedExactlyWhereAStrictDecoderRefusesIt() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (Charset encoding : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      byte[] replacement = "a\uFFFDb".getBytes(encoding);
      assertThat(StoredValue.text(replacement, encoding).text()).isEqualTo("a\uFFFDb");
      for (int i = 0; i < 20_000; i++) {
        byte[] bytes = new byte[random.nextInt(6)];
        random.nextBytes(bytes);
        boolean refused = false;
        try {
          encoding.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
          refused = true;
        }
        assertThat(StoredValue.text(bytes, encoding).storage().equals("text-malformed"))
            .as("%s of %s", encoding, HexFormat.of().formatHex(bytes))
            .isEqualTo(refused);
      }
    }
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
