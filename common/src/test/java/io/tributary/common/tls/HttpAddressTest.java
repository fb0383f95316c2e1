package io.tributary.common.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** To which addresses a credential goes without anybody on the way. */
class HttpAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://connect.internal:8083",
        "HTTP://10.0.0.7:8083",
        "http://[2001:db8::1]:8083",
        "http://[::ffff:10.0.0.7]:8083",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1@evil.example",
        "http://0.0.0.0:8083"
      })
  void whatGoesToAnotherMachineInPlainTextIsReadable(String address) {
    assertThat(HttpAddress.of(address)).get().matches(HttpAddress::readableOnTheWay);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8083",
        "http://LOCALHOST",
        "http://127.0.0.1:8083/",
        "http://127.0.1.1:8083",
        "http://[::1]:8083",
        "http://[0:0:0:0:0:0:0:1]:8083",
        "https://connect.internal:8443",
        "HTTPS://10.0.0.7:8443"
      })
  void whatStaysHereOrIsEncryptedIsNot(String address) {
    assertThat(HttpAddress.of(address)).get().matches(found -> !found.readableOnTheWay());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "connect:8083", "connect", "ftp://connect", "http:///x", "a b"})
  void whatHasNoHostOrAnotherSchemeIsNoAddress(String text) {
    assertThat(HttpAddress.of(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://user:secret@connect.internal:8083/path?key=secret"})
  void whatIsShownOfOneHoldsNoSecret(String address) {
    assertThat(HttpAddress.of(address).orElseThrow().display())
        .isEqualTo("http://connect.internal:8083");
  }
}
