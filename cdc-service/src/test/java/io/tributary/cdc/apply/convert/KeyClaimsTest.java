package io.tributary.cdc.apply.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyClaimsTest {

  @Test
  void theFirstRowKeepsAKey() {
    KeyClaims claims = new KeyClaims(Map.of());

    assertThat(claims.take("t", "a")).isEmpty();
    assertThat(claims.take("t", "a")).isEmpty();
    assertThat(claims.take("t", "b")).contains("a");
    assertThat(claims.taken()).containsExactly(Map.entry("t", "a"));
  }

  @Test
  void onlyItsOwnerGivesAKeyUp() {
    KeyClaims claims = new KeyClaims(Map.of("t", "a"));

    claims.release("t", "b");
    assertThat(claims.belongsToOther("t", "b")).isTrue();
    assertThat(claims.released()).isEmpty();

    claims.release("t", "a");
    assertThat(claims.take("t", "b")).isEmpty();
    assertThat(claims.released()).containsExactly("t");
    assertThat(claims.taken()).containsExactly(Map.entry("t", "b"));
  }

  @Test
  void aKeyThatIsOwnedAlreadyIsNotTakenAnew() {
    KeyClaims claims = new KeyClaims(Map.of("t", "a"));

    assertThat(claims.take("t", "a")).isEmpty();
    assertThat(claims.taken()).isEmpty();
  }
}
