package io.tributary.local.large;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.fixture.LoopbackPort;
import io.tributary.local.fixture.Legacy;
import io.tributary.local.fixture.TestStack;
import io.tributary.local.stack.LocalStack;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A transaction that is larger than the heap of those that carry it, through packaged services with
 * 256 MB each.
 */
class LargeTransactionIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @Test
  void ofMoreThan300MegabytesGoesThrough256MegabytesOfHeap() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    URI orchestrator = URI.create("http://127.0.0.1:" + LoopbackPort.free());
    try (LocalStack services =
        stack.services("small", "256m", orchestrator, LoopbackPort.free(), LoopbackPort.free())) {
      Legacy legacy =
          new Legacy(stack, stack.api(orchestrator), "large-tx").schema("public", "large");
      legacy.execute(
          "CREATE TABLE doc (id int PRIMARY KEY, n int, body text)",
          "CREATE TABLE line (id int PRIMARY KEY, a text, b int, c timestamptz)",
          "CREATE TABLE entry (a text, b int)",
          "INSERT INTO doc SELECT g, 0, repeat(md5(g::text), 320) FROM generate_series(1, 100) g");
      legacy.replicate(Legacy.LIMIT);

      // when
      legacy.inTransaction(
          "INSERT INTO doc SELECT g, 0, repeat(md5(g::text), 320)"
              + " FROM generate_series(101, 24000) g",
          "INSERT INTO line SELECT g, repeat(md5(g::text), 20), g, now()"
              + " FROM generate_series(1, 60000) g",
          "INSERT INTO entry SELECT md5(g::text), g FROM generate_series(1, 20000) g",
          "UPDATE doc SET n = n + 1 WHERE id % 3 = 0",
          "UPDATE doc SET id = -id WHERE id % 100 = 0",
          "DELETE FROM line WHERE id % 10 = 0",
          "DELETE FROM entry WHERE b % 50 = 0");

      // then
      legacy.awaitEqual(LIMIT);
      assertThat(legacy.source().path("stream").path("bytes").asLong()).isGreaterThan(300_000_000);
      legacy.awaitVerdicts(3, LIMIT);
      legacy.remove();
    }
  }
}
