package io.tributary.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamIdTest {
  private static final StreamId OUT = new StreamId("shop", "legacy");

  @Test
  void hasOneOppositeWhoseOppositeItIs() {
    StreamId back = OUT.opposite();
    assertThat(back).isNotEqualTo(OUT);
    assertThat(back.migration()).isEqualTo("shop");
    assertThat(back.opposite()).isEqualTo(OUT);
  }

  @Test
  void saysWhichOfTheTwoGoesBack() {
    assertThat(OUT.goesBack()).isFalse();
    assertThat(OUT.opposite().goesBack()).isTrue();
  }

  @Test
  void takesANameThatOnlyLooksLikeAWayBackForAWayOut() {
    StreamId out = new StreamId("shop", "go-back");
    assertThat(out.goesBack()).isFalse();
    assertThat(out.opposite().opposite()).isEqualTo(out);
    assertThat(out.opposite()).isNotEqualTo(new StreamId("shop", "go").opposite());
  }
}
