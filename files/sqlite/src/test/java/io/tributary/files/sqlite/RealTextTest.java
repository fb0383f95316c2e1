package io.tributary.files.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealTextTest {
  @ParameterizedTest
  @CsvSource({
    "1.98,1.98",
    "0.1,0.1",
    "1,1.0",
    "100,100.0",
    "-2.5,-2.5",
    "0,0.0",
    "1e300,1E+300",
    "5e-324,5E-324",
    "2e-3,0.002",
    "0.30000000000000004,0.30000000000000004",
    "9007199254740993,9007199254740992.0",
    "1.7976931348623157e308,1.7976931348623157E+308",
    "2.2250738585072014e-308,2.2250738585072014E-308",
    "1e15,1000000000000000.0",
    "123456e20,1.23456E+25",
    "1e-7,1E-7",
    "1.23e-6,0.00000123",
    "-4.5e18,-4.5E+18",
    "123456789012345678,123456789012345680.0"
  })
  void isShortestAndNeverLooksLikeAnInteger(double real, String text) {
    assertThat(RealText.of(real)).isEqualTo(text);
  }

  @Test
  void readsBackAsTheSameDouble() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      double real = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(real)) {
        String text = RealText.of(real);
        assertThat(Double.parseDouble(text)).isEqualTo(real);
        assertThat(text).matches(".*[.EI].*");
        assertThat(text.replaceAll("[-.+]|E.*", "").replaceAll("^0+|0+$", "").length())
            .isLessThanOrEqualTo(17);
      }
    }
  }

  @Test
  void namesTheInfinities() {
    assertThat(RealText.of(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
    assertThat(RealText.of(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    assertThat(RealText.of(-0.0)).isEqualTo("-0.0");
  }
}
