package io.tributary.validator.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class DigestTest {
  @Test
  void doesNotDependOnTheOrderOfRowsButOnTheirNumber() {
    Digest one = new Digest(1, BigInteger.valueOf(-5), BigInteger.TEN);
    Digest other = new Digest(1, BigInteger.valueOf(7), BigInteger.ONE);
    assertThat(one.plus(other)).isEqualTo(other.plus(one));
    assertThat(one.plus(one)).isNotEqualTo(Digest.EMPTY);
  }

  @Test
  void isWrittenAsThirtyTwoHexadecimalDigits() {
    Digest digest =
        new Digest(2, BigInteger.ONE.negate(), BigInteger.TWO.pow(64).add(BigInteger.TEN));
    assertThat(digest.hex()).isEqualTo("ffffffffffffffff000000000000000a");
    assertThat(Digest.EMPTY.hex()).isEqualTo("0".repeat(32));
  }
}
