package io.tributary.cdc.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck.Result;
import org.junit.jupiter.api.Test;

class ServerLocksTest {

  @Test
  void leavesAQuarterToOthers() {
    assertThat(new ServerLocks(64, 100, 4_800).finding().result()).isEqualTo(Result.PASSED);
    assertThat(new ServerLocks(64, 100, 4_801).finding().result()).isEqualTo(Result.FAILED);
  }

  @Test
  void saysWhichSettingIsEnough() {
    CheckFinding finding = new ServerLocks(64, 110, 20_000).finding();

    assertThat(finding.text()).contains("7040").contains("20000");
    assertThat(finding.fix()).contains("max_locks_per_transaction = 243");
    assertThat(new ServerLocks(243, 110, 20_000).finding().result()).isEqualTo(Result.PASSED);
  }
}
