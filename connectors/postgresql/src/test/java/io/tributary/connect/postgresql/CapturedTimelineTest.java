package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.config.Configuration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class CapturedTimelineTest {
  private static final CapturedTimeline FIRST =
      CapturedTimeline.in(Configuration.from(Map.of("tributary.timeline", "1")));

  @Test
  void everyTimelineIsReadWhereNoneIsNamed() {
    assertThatCode(() -> CapturedTimeline.in(Configuration.empty()).require(7))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherTimelineFailsTheTaskByName() {
    assertThatCode(() -> FIRST.require(1)).doesNotThrowAnyException();
    assertThatThrownBy(() -> FIRST.require(2))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageStartingWith("TRB-CAPTURE-TIMELINE-CHANGED: ");
  }

  @Test
  void aStandbyIsWaitedFor() {
    assertThatThrownBy(() -> FIRST.require(0)).isInstanceOf(RetriableException.class);
  }
}
