package io.tributary.orchestrator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RequestTurnsTest {

  @Test
  void sendsAwayWhoFindsAllPlacesTakenAndLetsOthersFollow() throws Exception {
    // given one that works
    RequestTurns turns = new RequestTurns("orders", 1, 0, Duration.ZERO);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(() -> turns.take("shop", () -> held(begun, end)));
    begun.await();

    // when, then
    assertThatThrownBy(() -> turns.take("shop", () -> "second"))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("1 orders are being worked on")
        .extracting(e -> ((TributaryException) e).report().code())
        .isEqualTo("TRB-ORCHESTRATOR-BUSY");
    end.countDown();
    assertThat(first.get()).isEqualTo("first");
    assertThat(turns.take("shop", () -> "second")).isEqualTo("second");
  }

  @Test
  void letsOneMoreWaitForItsTurn() throws Exception {
    // given
    RequestTurns turns = new RequestTurns("readings", 1, 1, Duration.ofSeconds(30));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(() -> turns.take("shop", () -> held(begun, end)));
    begun.await();

    // when
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(() -> turns.take("shop", () -> "second"));
    end.countDown();

    // then
    assertThat(first.get()).isEqualTo("first");
    assertThat(second.get()).isEqualTo("second");
  }

  @Test
  void givesThePlaceOfFailedWorkBack() {
    RequestTurns turns = new RequestTurns("orders", 1, 0, Duration.ZERO);
    assertThatThrownBy(
            () ->
                turns.take(
                    "shop",
                    () -> {
                      throw new IllegalStateException("work");
                    }))
        .hasMessage("work");

    assertThat(turns.take("shop", () -> "next")).isEqualTo("next");
  }

  private static String held(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return "first";
  }
}
