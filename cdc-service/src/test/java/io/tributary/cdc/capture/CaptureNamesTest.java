package io.tributary.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.model.StreamId;
import org.junit.jupiter.api.Test;

class CaptureNamesTest {

  @Test
  void fitsTheLongestNamesThatAFileMayHold() {
    CaptureNames names = CaptureNames.of(new StreamId("m".repeat(30), "s".repeat(20)));
    assertThat(names.slot()).hasSize(61);
  }

  @Test
  void refusesNamesThatPostgresqlWouldCutOff() {
    assertThatThrownBy(() -> CaptureNames.of(new StreamId("m".repeat(40), "s".repeat(20))))
        .hasMessageContaining("has 71 bytes; PostgreSQL takes 63");
  }
}
