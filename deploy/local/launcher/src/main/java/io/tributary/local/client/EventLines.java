package io.tributary.local.client;

import io.tributary.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lines of server-sent events, and the statuses in them. Lines come from the client's threads; one
 * thread takes them.
 */
final class EventLines implements Flow.Subscriber<String> {
  private static final String EVENT = "event:";
  private static final String PART = "data:";

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final StringBuilder data = new StringBuilder();
  private String event = "";

  /** The next line, null when none comes in this time. */
  @Nullable String poll(long nanos) throws InterruptedException {
    return lines.poll(nanos, TimeUnit.NANOSECONDS);
  }

  /** The status that this line completes. */
  Optional<MigrationAnswer> status(String line) {
    if (line.startsWith(EVENT)) {
      event = line.substring(EVENT.length()).strip();
    } else if (line.startsWith(PART)) {
      data.append(line, PART.length(), line.length());
    } else if (line.isEmpty()) {
      String whole = data.toString();
      data.setLength(0);
      if (event.equals("status") && !whole.isBlank()) {
        return Optional.of(
            Json.read(whole.getBytes(StandardCharsets.UTF_8), MigrationAnswer.class));
      }
    }
    return Optional.empty();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    lines.add(line);
  }

  @Override
  public void onError(Throwable failure) {
    // The answer's future has it, too.
  }

  @Override
  public void onComplete() {
    // The same.
  }
}
