package io.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.grant.GrantKey;
import io.tributary.common.grant.Grants;
import io.tributary.common.model.ConnectionTls;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.secret.SecretReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

class ConnectionSourceTest {
  @TempDir private Path temporary;
  private Path granted;
  private Path foreign;

  @BeforeEach
  void directories() throws IOException {
    granted = Files.createDirectory(temporary.toRealPath().resolve("granted"));
    foreign = Files.writeString(temporary.toRealPath().resolve("id_rsa"), "x");
  }

  @Test
  void givesTheDriverCertificatesWhereTheyReallyAre() throws Exception {
    Path ca = Files.writeString(granted.resolve("ca.pem"), "x");
    Path link = Files.createSymbolicLink(temporary.resolve("link.pem"), ca);

    assertThat(open(link, null, null).getProperty(PGProperty.SSL_ROOT_CERT.getName()))
        .isEqualTo(ca.toString());
  }

  @Test
  void readsNoCertificateOrKeyThatIsNotGranted() throws IOException {
    Path ca = Files.writeString(granted.resolve("ca.pem"), "x");
    Path link = Files.createSymbolicLink(granted.resolve("link.pem"), foreign);
    for (Path wrong : List.of(foreign, link)) {
      assertRefused(wrong, ca, ca);
      assertRefused(ca, wrong, ca);
      assertRefused(ca, ca, wrong);
    }
  }

  private void assertRefused(Path ca, Path certificate, Path key) {
    assertThatThrownBy(() -> open(ca, certificate.toString(), key.toString()))
        .hasMessageContaining(GrantKey.TLS_DIRECTORIES.key());
  }

  private PGSimpleDataSource open(Path ca, String certificate, String key) {
    DatabaseAddress place =
        new DatabaseAddress(
            "db.internal",
            5432,
            "app",
            "app",
            null,
            new ConnectionTls(TlsMode.VERIFY_FULL, ca.toString(), certificate, key, false));
    Grants grants =
        Grants.of(
            setting ->
                setting.equals(GrantKey.TLS_DIRECTORIES.key())
                    ? Optional.of(granted.toString())
                    : Optional.empty(),
            List.of(),
            "");
    return ConnectionSource.of(place, new SecretReader(grants), "test", Duration.ZERO);
  }
}
