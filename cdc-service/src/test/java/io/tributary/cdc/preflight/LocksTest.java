package io.tributary.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import org.junit.jupiter.api.Test;

class LocksTest {

  @Test
  void leavesAQuarterToOthers() {
    assertThat(new Locks(64, 100, 4_800).check("target").result()).isEqualTo(Result.PASSED);
    assertThat(new Locks(64, 100, 4_801).check("target").result()).isEqualTo(Result.FAILED);
  }

  @Test
  void saysWhichSettingIsEnough() {
    PreflightCheck check = new Locks(64, 110, 20_000).check("legacy");

    assertThat(check.code()).isEqualTo("TRB-PREFLIGHT-LOCKS");
    assertThat(check.finding()).contains("7040").contains("20000");
    assertThat(check.fix()).contains("max_locks_per_transaction = 243");
    assertThat(new Locks(243, 110, 20_000).check("legacy").result()).isEqualTo(Result.PASSED);
  }
}
