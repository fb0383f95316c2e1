package io.tributary.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
  @Test
  void isWhatTheCollectorSaysIsUsed() {
    String said =
        """
        4711:
         garbage-first heap   total 262144K, used 1024K [0x00000000e0000000, 0x0000000100000000)
          region size 1024K, 42 young (43008K), 7 survivors (7168K)
         Metaspace       used 60000K, committed 61000K, reserved 1100000K
          class space    used 7000K, committed 7500K, reserved 1048576K
        """;

    assertThat(LiveHeap.used(said)).isEqualTo(1024 * 1024);
  }

  @Test
  void isThatOfAllGenerationsOfASimpleCollector() {
    String said =
        """
        4711:
         def new generation   total 4928K, used 1000K [0x1, 0x2, 0x3)
          eden space 4416K,  95% used [0x1, 0x2, 0x3)
         tenured generation   total 10944K, used 24K [0x1, 0x2, 0x3)
           the space 10944K,  71% used [0x1, 0x2, 0x3, 0x4)
        """;

    assertThat(LiveHeap.used(said)).isEqualTo(1024 * 1024);
  }
}
