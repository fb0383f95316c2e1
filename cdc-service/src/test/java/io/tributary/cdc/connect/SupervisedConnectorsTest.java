package io.tributary.cdc.connect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.model.StreamId;
import org.junit.jupiter.api.Test;

class SupervisedConnectorsTest {

  @Test
  void refusesNamesThatPostgresqlWouldCutOff() {
    StreamId stream = new StreamId("m".repeat(40), "s".repeat(20));
    assertThatThrownBy(() -> SupervisedConnectors.requireFittingNames(stream))
        .hasMessageContaining("has 71 bytes; PostgreSQL takes 63");
  }
}
