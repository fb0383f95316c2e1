package io.tributary.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessUsesTest {
  /** Times in hundredths of a second: user 150, system 50, and of ended children 1000 and 300. */
  private static final String STAT =
      "4711 (a name) with ) in it) S 1 4711 4711 0 -1 4194560 9 8 7 6 150 50 1000 300 20 0 31 0";

  @Test
  void addsTheTimesOfChildrenThatHaveEnded() {
    assertThat(ProcessUses.use(STAT, "").processorSeconds()).isEqualTo(15);
  }

  @Test
  void tellsWhatEndedChildrenUsed() {
    assertThat(ProcessUses.children(STAT).processorSeconds()).isEqualTo(13);
  }

  @Test
  void readsThePeakOfWhatWasResident() {
    String status = "VmPeak:\t  999999 kB\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n";

    assertThat(ProcessUses.use(STAT, status).peakBytes()).isEqualTo(2048 * 1024);
  }

  @Test
  void aProcessThatIsGoneUsedNothing() {
    assertThat(ProcessUses.use("", "")).isEqualTo(ProcessUse.NOTHING);
  }
}
