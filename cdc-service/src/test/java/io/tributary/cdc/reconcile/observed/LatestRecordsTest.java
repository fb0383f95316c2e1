package io.tributary.cdc.reconcile.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LatestRecordsTest {
  private record Sent(String record, CompletableFuture<Void> outcome) {}

  private final List<Sent> sent = new ArrayList<>();
  private final LatestRecords records =
      new LatestRecords(
          (key, value) -> {
            CompletableFuture<Void> outcome = new CompletableFuture<>();
            sent.add(new Sent(key + "=" + new String(value, StandardCharsets.UTF_8), outcome));
            return outcome;
          });

  @Test
  void aBrokerThatIsAwayForDaysCostsTwoRecordsOfAKey() {
    for (int i = 0; i < 100_000; i++) {
      send("a", "v" + i);
      send("b", "w" + i);
    }

    assertThat(sent).extracting(Sent::record).containsExactly("a=v0", "b=w0");
    complete(0);
    complete(1);
    assertThat(sent)
        .extracting(Sent::record)
        .containsExactly("a=v0", "b=w0", "a=v99999", "b=w99999");
    complete(2);
    send("a", "next");
    assertThat(sent).hasSize(5);
  }

  @Test
  void theLatestIsSentAgainWhenTheBrokerDidNotAnswer() {
    send("a", "only");

    sent.get(0).outcome().completeExceptionally(new TimeoutException("away"));

    assertThat(sent).extracting(Sent::record).containsExactly("a=only", "a=only");
  }

  @Test
  void whatTheBrokerRefusesIsLeftOutAndTheNextIsSent() {
    send("a", "too large");
    sent.get(0).outcome().completeExceptionally(new RecordTooLargeException());

    send("a", "next");

    assertThat(sent).extracting(Sent::record).containsExactly("a=too large", "a=next");
  }

  private void send(String key, String value) {
    records.send(key, value.getBytes(StandardCharsets.UTF_8));
  }

  private void complete(int index) {
    sent.get(index).outcome().complete(null);
  }
}
