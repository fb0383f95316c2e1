package io.tributary.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerArgumentsTest {
  @Test
  void readsPortAndDataDirectory() {
    assertThat(BrokerArguments.parse("--port", "9092", "--data-dir", "kafka"))
        .isEqualTo(new BrokerArguments(9092, Path.of("kafka")));
  }

  @Test
  void takesAnyFreePortWhenNoneIsGiven() {
    assertThat(BrokerArguments.parse("--data-dir", "kafka").port()).isZero();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrokerArguments.parse("--prot", "1"))
        .withMessageContaining("--prot");
  }

  @Test
  void namesTheMissingArgument() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrokerArguments.parse("--port", "1"))
        .withMessageContaining("--data-dir");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrokerArguments.parse("--data-dir"))
        .withMessageContaining("has no value");
  }
}
