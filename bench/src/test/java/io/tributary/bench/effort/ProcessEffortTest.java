package io.tributary.bench.effort;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.bench.result.ResourceUse;
import io.tributary.bench.stage.ProcessUse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessEffortTest {
  private final ProcessEffort effort =
      new ProcessEffort(
          Map.of("broker", new ProcessUse(10, 1 << 20)),
          Map.of("broker", new ProcessUse(12, 3 << 20), "connect", new ProcessUse(1, 1 << 20)),
          CountedProcesses.ALL,
          500_000);

  @Test
  void isWhatWasAddedBetweenTheLooks() {
    assertThat(effort.secondsPerMillion()).isEqualTo(6);
  }

  @Test
  void isToldOfEachProcess() {
    assertThat(effort.each("work", "tributary"))
        .containsExactlyInAnyOrder(
            new ResourceUse("work", "tributary", "broker", 4, 3),
            new ResourceUse("work", "tributary", "connect", 2, 1));
  }

  @Test
  void leavesOutProcessesThatAreIdleBesideTheWork() {
    // given
    ProcessEffort servers =
        new ProcessEffort(effort.before(), effort.after(), CountedProcesses.SERVERS, 500_000);

    // then
    assertThat(servers.secondsPerMillion()).isZero();
    assertThat(servers.each("work", "peer")).isEmpty();
  }
}
