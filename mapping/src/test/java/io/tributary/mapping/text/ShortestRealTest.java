package io.tributary.mapping.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As few digits as read back as the same double. */
class ShortestRealTest {

  @ParameterizedTest
  @ValueSource(
      doubles = {
        2e-3,
        0x1p-44,
        0x1p1000,
        1.98,
        -0.1,
        2e23,
        1e15,
        9007199254740993.0,
        123456789012345680.0,
        2.2250738585072014E-308,
        4.9e-324,
        1.7976931348623157e308
      })
  void keepsWhatAPersonWrote(double value) {
    assertShortest(value);
  }

  @Test
  void keepsAnyDouble() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double bits = Double.longBitsToDouble(random.nextLong());
      assertShortest(Double.isFinite(bits) && bits != 0 ? bits : 0.5);
      assertShortest(Math.round(random.nextDouble() * 1e9) / Math.pow(10, i % 7) + 1);
    }
  }

  private static void assertShortest(double value) {
    BigDecimal found = ShortestReal.decimal(value);
    assertThat(found.doubleValue()).isEqualTo(value);
    BigDecimal exact = new BigDecimal(value);
    int digits = 1;
    while (exact.round(new MathContext(digits)).doubleValue() != value) {
      digits++;
    }
    assertThat(found.stripTrailingZeros().precision()).isLessThanOrEqualTo(Math.max(digits, 15));
    assertThat(found).isEqualByComparingTo(found.stripTrailingZeros());
  }
}
