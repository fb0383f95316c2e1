package io.tributary.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.StreamId;
import org.junit.jupiter.api.Test;

class CaptureNamesTest {

  @Test
  void fitsTheLongestNamesThatAFileMayHold() {
    CaptureNames names = CaptureNames.of(new StreamId("m".repeat(30), "s".repeat(20)));
    assertThat(names.slot()).hasSize(61);
  }
}
