package io.tributary.cdc.source;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.error.ErrorReport;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The disk on which a source's log grows, at every kind of source that is on this machine. */
interface DiskContract extends ContractedSource {

  @Test
  default void isWarnedOfBeforeItIsFull() {
    // given: no disk has as much room
    SourceDriver driver =
        RealSourceKinds.with(
                Map.of("tributary.capture.free-disk-warning-bytes", "" + Long.MAX_VALUE))
            .of(moving());
    driver.prepare();
    outlast(driver::capture);

    // when, then
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              driver.supervise();
              assertThat(driver.captureStatus().warnings())
                  .extracting(ErrorReport::code)
                  .contains("TRB-CAPTURE-DISK-LOW");
            });
    assertThat(driver.room().freeBytes().orElse(0)).isPositive();
    outlast(driver::removeCapture);
    driver.removeTarget();
  }
}
