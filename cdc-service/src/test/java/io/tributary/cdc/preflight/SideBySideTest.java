package io.tributary.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  @Test
  void looksAtSeveralAtOnceAndAnswersInTheirOrder() {
    // given looks that end only together with three others
    CyclicBarrier together = new CyclicBarrier(4);
    List<Integer> things = IntStream.range(0, 8).boxed().toList();

    // when
    List<Integer> found = SideBySide.each(things, thing -> after(together, thing));

    // then
    assertThat(found).containsExactlyElementsOf(things);
  }

  @Test
  void failsAsTheFirstLookThatFailed() {
    assertThatThrownBy(
            () ->
                SideBySide.each(
                    List.of(1, 2, 3),
                    thing -> {
                      if (thing > 1) {
                        throw new IllegalArgumentException("look " + thing);
                      }
                      return thing;
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("look 2");
  }

  @Test
  void nothingIsFoundOfNothing() {
    assertThat(SideBySide.each(List.of(), thing -> thing)).isEmpty();
  }

  private static int after(CyclicBarrier together, int thing) {
    try {
      together.await(30, TimeUnit.SECONDS);
      return thing;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
