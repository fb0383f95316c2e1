package io.tributary.common.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestartKeyTest {
  private static final Map<String, Long> ORDERS =
      Map.of("shop", 2L, "shop/public.a", 3L, "shop/public.a/b", 4L, "shops/public.a", 5L);

  @Test
  void tellsTablesFromSourcesAndThoseOfOneSourceFromOthers() {
    assertThat(RestartKey.tables(ORDERS, "shop"))
        .isEqualTo(Map.of("public.a", 3L, "public.a/b", 4L));
    assertThat(RestartKey.ofTable("shop")).isFalse();
    assertThat(RestartKey.ofTable(RestartKey.of("shop", "public.a"))).isTrue();
  }

  @Test
  void sourceThatBeginsAnewTakesItsTablesAlong() {
    assertThat(RestartKey.with(ORDERS, List.of("shop"), 9))
        .isEqualTo(Map.of("shop", 9L, "shops/public.a", 5L));
  }

  @Test
  void tableThatBeginsAnewTakesNoOtherAlong() {
    assertThat(RestartKey.with(ORDERS, List.of("shop/public.a"), 9))
        .isEqualTo(
            Map.of("shop", 2L, "shop/public.a", 9L, "shop/public.a/b", 4L, "shops/public.a", 5L));
  }

  @Test
  void tableThatJoinsIsToldFromOneThatBeginsAnewWhateverItIsCalled() {
    Map<String, Long> orders =
        RestartKey.with(
            Map.of("shop/public.a", 3L),
            List.of(
                RestartKey.of("shop", "public.b+c/d"), RestartKey.joining("shop", "public.b+c/d")),
            9);
    assertThat(RestartKey.tables(orders, "shop"))
        .isEqualTo(Map.of("public.a", 3L, "public.b+c/d", 9L));
    assertThat(RestartKey.joining(orders, "shop")).isEqualTo(Map.of("public.b+c/d", 9L));
    assertThat(RestartKey.ofJoining("shop/public.b+c")).isFalse();
    assertThat(RestartKey.ofJoining("shop+public.b/c")).isTrue();
    assertThat(RestartKey.with(orders, List.of("shop"), 10)).isEqualTo(Map.of("shop", 10L));
  }
}
