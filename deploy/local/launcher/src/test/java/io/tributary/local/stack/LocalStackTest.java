package io.tributary.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack of small programs, under the script that supervises the real ones. */
class LocalStackTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path home;

  @Test
  void keepsTheLogsOfWhatItRunsSmall() {
    // given a process that writes more than a log may hold
    StackLayout layout = new StackLayout(Path.of("../../.."), home);
    Path log = layout.log("talker");
    Path ready = home.resolve("ready");
    ProcessSpec talker =
        new ProcessSpec(
            "talker",
            "nowhere",
            List.of("sh", "-c", "echo much to say; : >'" + ready + "'; exec sleep 600"),
            Map.of(),
            "TERM",
            new ProcessReadiness.Made(ready, "nowhere"),
            LIMIT);
    List<String> said = new CopyOnWriteArrayList<>();

    // when
    try (LocalStack stack =
        new LocalStack(layout, said::add, new LogRotation(4, 2), Duration.ofMillis(50))) {
      stack.start(List.of(talker));

      // then
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(log.resolveSibling("talker.log.1")).hasContent("much to say"));
      await().atMost(LIMIT).untilAsserted(() -> assertThat(log).isEmptyFile());
    }
    assertThat(said).noneMatch(line -> line.contains("cannot be rotated"));
  }
}
