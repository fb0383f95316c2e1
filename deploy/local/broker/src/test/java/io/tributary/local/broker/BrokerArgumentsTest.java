package io.tributary.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerArgumentsTest {
  @Test
  void readsPortAndDataDirectory() {
    BrokerArguments read = BrokerArguments.parse("--port", "9092", "--data-dir", "kafka");

    assertThat(read.port()).isEqualTo(9092);
    assertThat(read.dataDirectory()).isEqualTo(Path.of("kafka"));
    assertThat(read.credentials()).isEmpty();
  }

  @Test
  void readsCredentialsAndEveryPrefix() {
    BrokerArguments read =
        BrokerArguments.parse(
            "--data-dir",
            "kafka",
            "--credentials",
            "secrets",
            "--topic-prefix",
            "a",
            "--topic-prefix",
            "b");

    assertThat(read.credentials()).contains(Path.of("secrets"));
    assertThat(read.prefixes()).containsExactly("a", "b");
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
