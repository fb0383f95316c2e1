package io.tributary.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Which Connect of the user's a stack is started with. */
class StackOptionsTest {
  @Test
  void startsNothingWithAConnectThatIsAskedReadably() {
    assertThatThrownBy(() -> addresses("http://connect.example:8083"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("http://connect.example:8083 of --connect is on another machine")
        .hasMessageContaining("TRIBUTARY_CONNECT_UNENCRYPTED=accepted");
  }

  @Test
  void startsNothingWithWhatIsNoAddress() {
    assertThatThrownBy(() -> addresses("connect:8083"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("connect:8083 of --connect is no address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8083", "https://connect.example:8443"})
  void takesOneOnThisMachineOrByHttps(String address) {
    assertThat(addresses(address).connect()).isEqualTo(URI.create(address));
  }

  @Test
  void takesAnyWhereThatIsAccepted() {
    assertThatCode(
            () ->
                StackOptions.requireKeptPassword(
                    URI.create("http://connect.example:8083"), "accepted"))
        .doesNotThrowAnyException();
  }

  private static StackAddresses addresses(String connect) {
    return CommandLine.populateCommand(
            new StackOptions(), "--kafka", "127.0.0.1:9092", "--connect", connect)
        .addresses();
  }
}
