package io.tributary.cdc.apply.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.ConnectionTls;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.secret.SecretRef;
import io.tributary.database.DatabaseSession;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.tls.CertificateAuthority;
import io.tributary.fixture.tls.EncryptedServer;
import io.tributary.fixture.tls.IssuedCertificate;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both drivers against a server that demands encryption and a client certificate. */
class EncryptedConnectionIT {
  private static final int CONNECT_MILLIS = 5_000;

  @TempDir static Path directory;

  private static PostgresServer server;
  private static SecretRef password;
  private static CertificateAuthority trusted;
  private static CertificateAuthority stranger;
  private static IssuedCertificate own;
  private static IssuedCertificate strangers;
  private static final Vertx VERTX = Vertx.vertx();

  @BeforeAll
  static void demand() throws Exception {
    server = PostgresFixture.fresh(Map.of());
    password =
        SecretRef.file(
            Files.writeString(directory.resolve("password"), server.password()).toString());
    trusted = CertificateAuthority.create(directory, "trusted");
    stranger = CertificateAuthority.create(directory, "stranger");
    own = trusted.issue("mover", "dns:mover");
    strangers = stranger.issue("somebody", "dns:mover");
    EncryptedServer.demand(server, "mover", trusted, trusted.issue("server", "dns:localhost"));
  }

  @AfterAll
  static void stop() {
    VERTX.closeAndAwait();
    server.stop();
  }

  @Test
  void areEncryptedAndShowTheCertificate() {
    // given
    DatabaseAddress full = address("localhost", TlsMode.VERIFY_FULL, trusted, own);
    DatabaseAddress authority = address("127.0.0.1", TlsMode.VERIFY_CA, trusted, own);

    // when, then
    assertThat(jdbc(full)).isEqualTo("true /CN=mover");
    assertThat(jdbc(authority)).isEqualTo("true /CN=mover");
    assertThat(vertx(full)).isEqualTo("true /CN=mover");
    assertThat(vertx(authority)).isEqualTo("true /CN=mover");
  }

  @Test
  void refuseAServerOfAnotherAuthority() {
    assertRefused(address("localhost", TlsMode.VERIFY_FULL, stranger, own));
    assertRefused(address("localhost", TlsMode.VERIFY_CA, stranger, own));
  }

  @Test
  void refuseAServerOfAnotherName() {
    assertRefused(address("127.0.0.1", TlsMode.VERIFY_FULL, trusted, own));
  }

  @Test
  void areRefusedWithoutTheCertificateOrEncryption() {
    ConnectionTls without =
        new ConnectionTls(TlsMode.VERIFY_FULL, trusted.certificate().toString(), null, null, false);
    assertRefused(address("localhost", without));
    assertRefused(address("localhost", ConnectionTls.of(TlsMode.REQUIRE)));
  }

  @Test
  void areRefusedWithACertificateOfAnotherAuthority() {
    assertRefused(address("localhost", TlsMode.VERIFY_FULL, trusted, strangers));
  }

  @Test
  void refuseAServerThatDoesNotEncrypt() {
    // given
    PostgresServer plain = PostgresFixture.target();
    DatabaseAddress address =
        new DatabaseAddress(
            plain.host(), plain.port(), "postgres", "postgres", password, TlsMode.REQUIRE);

    // when, then
    assertRefused(address);
  }

  @Test
  void takeTheNameOfADatabaseForNothingElse() throws Exception {
    // given
    String odd = "odd?sslmode=disable&user=x/%41#+";
    server.createDatabase(odd);
    DatabaseAddress address = address("localhost", TlsMode.VERIFY_FULL, trusted, own).at(odd);

    // when, then
    assertThat(jdbc(address)).isEqualTo("true /CN=mover");
    assertThat(vertx(address)).isEqualTo("true /CN=mover");
    try (DatabaseSession session = new Databases().open(address)) {
      assertThat(session.text("SELECT current_database()")).isEqualTo(odd);
    }
  }

  @Test
  void namesAFileThatCannotBeUsed() throws Exception {
    // given
    Path open = Files.copy(own.key(), directory.resolve("open.key"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    Path noKey = Files.copy(own.certificate(), directory.resolve("no.key"));
    Files.setPosixFilePermissions(noKey, PosixFilePermissions.fromString("rw-------"));
    Path missing = directory.resolve("nowhere.pem");

    // when, then
    assertThat(refusal(key(open)).report().message()).contains(open.toString(), "600");
    assertThat(refusal(key(noKey)).report().message()).contains(noKey.toString(), "PKCS #8");
    assertThat(refusal(key(missing)).report().message()).contains(missing.toString());
  }

  private static DatabaseAddress key(Path key) {
    return address(
        "localhost", TlsMode.VERIFY_FULL, trusted, new IssuedCertificate(own.certificate(), key));
  }

  private static void assertRefused(DatabaseAddress address) {
    TributaryException byJdbc = refusal(address);
    assertThat(byJdbc.report().code()).as(byJdbc.toString()).isEqualTo("TRB-DATABASE-TLS");
    assertThat(byJdbc.report().retryable()).isFalse();
    TributaryException byVertx =
        catchThrowableOfType(TributaryException.class, () -> vertx(address));
    assertThat(byVertx.report().code()).as(byVertx.toString()).isEqualTo("TRB-APPLY-TARGET-TLS");
    assertThat(byVertx.report().retryable()).isFalse();
  }

  private static TributaryException refusal(DatabaseAddress address) {
    TributaryException refusal =
        catchThrowableOfType(TributaryException.class, () -> jdbc(address));
    assertThat(refusal.report().code()).as(refusal.toString()).isEqualTo("TRB-DATABASE-TLS");
    return refusal;
  }

  private static final String ENCRYPTED =
      "SELECT ssl::text || ' ' || client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

  private static String jdbc(DatabaseAddress address) {
    try (DatabaseSession session = new Databases().open(address)) {
      return session.text(ENCRYPTED);
    }
  }

  private static String vertx(DatabaseAddress address) {
    PgConnection connection =
        ApplySession.connect(
            VERTX,
            new StreamEnd(address, "the target " + address.display()),
            AllGrants.secrets(),
            CONNECT_MILLIS);
    try {
      return connection
          .query(ENCRYPTED)
          .execute()
          .await()
          .atMost(Duration.ofSeconds(20))
          .iterator()
          .next()
          .getString(0);
    } finally {
      connection.closeAndAwait();
    }
  }

  private static DatabaseAddress address(
      String host, TlsMode mode, CertificateAuthority authority, IssuedCertificate shown) {
    return address(
        host,
        new ConnectionTls(
            mode,
            authority.certificate().toString(),
            shown.certificate().toString(),
            shown.key().toString(),
            false));
  }

  private static DatabaseAddress address(String host, ConnectionTls tls) {
    return new DatabaseAddress(host, server.port(), "postgres", "mover", password, tls);
  }
}
