package io.tributary.validator.digest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerTextTest {
  private static final ServerText HASHING = new ServerText("UTF8", "12 -7");

  @Test
  void ownHashesAreTakenOnlyWhereBothServersHashTheSampleAlike() {
    assertThat(DigestExpressions.of(HASHING, HASHING).ownHashes()).isTrue();
    assertThat(DigestExpressions.of(HASHING, new ServerText("UTF8", "-7 12")).ownHashes())
        .as("a machine of the other byte order")
        .isFalse();
    assertThat(DigestExpressions.of(HASHING, ServerText.of("UTF8")).ownHashes()).isFalse();
    assertThat(DigestExpressions.of(ServerText.of("UTF8"), ServerText.of("UTF8")).ownHashes())
        .as("neither has any")
        .isFalse();
  }

  @Test
  void textsOfAnotherEncodingAreConverted() {
    assertThat(DigestExpressions.of(ServerText.of("LATIN1"), HASHING).utf8()).isFalse();
  }
}
