package io.tributary.local.init.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresUrlTest {
  private static final String SECRET = "s3cr3t";

  @Test
  void readsAnAddressAsLibpqWritesIt() {
    PostgresUrl url =
        PostgresUrl.read(
            "--to", "postgresql://an%40n:p%40ss+1@[::1]:6543/my%20db?connect_timeout=3");

    assertThat(url.password()).isEqualTo("p@ss+1");
    DatabaseAddress address = url.address(null);
    assertThat(address.host()).isEqualTo("[::1]");
    assertThat(address.port()).isEqualTo(6543);
    assertThat(List.of(address.user(), address.database())).containsExactly("an@n", "my db");
    assertThat(address.tls().mode()).isEqualTo(TlsMode.PREFER);
    assertThat(PostgresUrl.read("--to", "postgres://u@localhost/d").port()).isEqualTo(5432);
  }

  @Test
  void believesNobodyElsewhereUnlessTheAddressSaysSo() {
    assertThat(PostgresUrl.read("--from", "postgresql://u@db/d").address(null).tls().mode())
        .isEqualTo(TlsMode.VERIFY_FULL);
    assertThat(PostgresUrl.read("--from", "postgresql://u@db/d").guessesTls()).isTrue();
    DatabaseAddress trusting =
        PostgresUrl.read("--from", "postgresql://u@db/d?sslmode=require").address(null);
    assertThat(trusting.tls().unverified()).isTrue();
    assertThat(
            PostgresUrl.read("--from", "postgresql://u@db/d?sslmode=verify-ca&sslrootcert=/ca.pem")
                .address(null)
                .tls()
                .ca())
        .isEqualTo("/ca.pem");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql://u:s3cr3t@db/d | mysql is no kind of database that Tributary moves",
        "postgresql://db/d | names no user",
        "postgresql://u:s3cr3t@db | no address of one database",
        "postgresql://u:s3cr3t@a,b/d | no address of one database",
        "postgresql://u:s3cr3t@db:99999/d | There is no port 99999",
        "postgresql://u:s3cr3t@db/d?options=-cx | setting options",
        "postgresql://u:s3cr3t@db/d?sslmode=maybe | sslmode is disable"
      })
  void saysWhatIsWrongWithoutThePassword(String typed, String what) {
    assertThatThrownBy(() -> PostgresUrl.read("--from", typed))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(ExitStatus.USAGE);
              assertThat(failure.inWords()).startsWith("--from: ").contains(what);
              assertThat(failure.inWords()).doesNotContain(SECRET);
            });
  }
}
