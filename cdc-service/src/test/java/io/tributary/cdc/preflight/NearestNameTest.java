package io.tributary.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

  @Test
  void findsTheNameWithAFewLettersWrong() {
    assertThat(NearestName.of("custmoer", List.of("orders", "customer"))).contains("customer");
    assertThat(NearestName.of("ORDERS", List.of("orders", "customer"))).contains("orders");
  }

  @Test
  void findsNothingWhereNothingIsAlike() {
    assertThat(NearestName.of("invoice", List.of("orders", "customer"))).isEmpty();
    assertThat(NearestName.question("invoice", List.of())).isEmpty();
  }
}
