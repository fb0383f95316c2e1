package io.tributary.cdc.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.common.error.TributaryException;
import io.tributary.fixture.tls.CertificateAuthority;
import io.tributary.fixture.tls.IssuedCertificate;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the worker's password goes, and where it does not. */
class ConnectAddressTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String URL = "tributary.connect.url";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://connect:8083",
        "http://10.0.0.7:8083/",
        "HTTP://10.0.0.7:8083",
        "http://127.0.0.1.evil.example:8083",
        "http://127.0.0.1@evil.example:8083"
      })
  void isNotAnotherMachineInPlainText(String url) {
    TributaryException failure =
        catchThrowableOfType(TributaryException.class, () -> address(Map.of(URL, url)));

    assertThat(failure.report().code()).isEqualTo("TRB-CAPTURE-CONNECT-UNENCRYPTED");
    assertThat(failure.report().retryable()).isFalse();
    assertThat(failure)
        .hasMessageContaining("is on another machine and would be asked by plain HTTP")
        .hasMessageContaining("nothing was sent")
        .hasMessageContaining("TRIBUTARY_CONNECT_URL")
        .hasMessageContaining("tributary.connect.tls-ca")
        .hasMessageContaining("tributary.connect.unencrypted=accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:8083", "http://[::1]:8083", "https://connect.internal:8443"})
  void isThisMachineOrWhomeverByHttps(String url) {
    assertThat(address(Map.of(URL, url)).base()).isEqualTo(URI.create(url + "/"));
  }

  @Test
  void isAnotherMachineInPlainTextWhereThatIsAccepted() {
    assertThat(
            address(Map.of(URL, "http://connect:8083", "tributary.connect.unencrypted", "accepted"))
                .base())
        .isEqualTo(URI.create("http://connect:8083/"));
    assertThatThrownBy(
            () ->
                address(
                    Map.of(URL, "http://connect:8083", "tributary.connect.unencrypted", "true")))
        .hasMessageContaining("accepted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connect:8083", "connect", "ftp://connect:8083"})
  void isAnAddress(String url) {
    TributaryException failure =
        catchThrowableOfType(TributaryException.class, () -> address(Map.of(URL, url)));

    assertThat(failure.report().code()).isEqualTo("TRB-CAPTURE-CONNECT-ADDRESS");
    assertThat(failure).hasMessageStartingWith(url + " is no address of Kafka Connect");
  }

  @Test
  void isAskedOnlyWhereTheAuthorityOfTheSettingsHasSigned() throws Exception {
    // given a worker whose certificate nobody knows but those whom the settings tell
    CertificateAuthority authority = CertificateAuthority.create(directory, "authority");
    IssuedCertificate issued = authority.issue("worker", "ip:127.0.0.1");
    CertificateAuthority other = CertificateAuthority.create(directory, "other");
    HttpsServer worker = worker(issued);
    worker.start();
    String url = "https://127.0.0.1:" + worker.getAddress().getPort();
    try {
      // then
      assertThat(status(Map.of(URL, url, "tributary.connect.tls-ca", pem(authority))))
          .isEqualTo(200);
      assertThatThrownBy(() -> status(Map.of(URL, url, "tributary.connect.tls-ca", pem(other))))
          .isInstanceOf(SSLHandshakeException.class);
      assertThatThrownBy(() -> status(Map.of(URL, url))).isInstanceOf(SSLHandshakeException.class);
    } finally {
      worker.stop(0);
    }
  }

  @Test
  void namesAFileOfAuthoritiesThatCannotBeUsed() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");
    for (Path file : new Path[] {empty, directory.resolve("missing.pem")}) {
      TributaryException failure =
          catchThrowableOfType(
              TributaryException.class,
              () ->
                  address(
                      Map.of(
                          URL,
                          "https://connect.internal:8443",
                          "tributary.connect.tls-ca",
                          file.toString())));

      assertThat(failure.report().code()).isEqualTo("TRB-CAPTURE-CONNECT-AUTHORITY");
      assertThat(failure)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("Correct tributary.connect.tls-ca");
    }
  }

  private static HttpsServer worker(IssuedCertificate issued) throws Exception {
    String key = Files.readString(issued.key()).replaceAll("-----.*-----", "");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(issued.certificate())) {
      store.setKeyEntry(
          "worker",
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key))),
          new char[0],
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new));
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    return server;
  }

  private static String pem(CertificateAuthority authority) {
    return authority.certificate().toString();
  }

  private static int status(Map<String, String> settings) throws Exception {
    ConnectAddress address = address(settings);
    HttpRequest request = address.request("connector-plugins", LIMIT).build();
    return address.client(LIMIT).send(request, BodyHandlers.discarding()).statusCode();
  }

  private static ConnectAddress address(Map<String, String> settings) {
    return ConnectAddress.of(
        new SmallRyeConfigBuilder()
            .withMapping(ConnectSettings.class)
            .withSources(new PropertiesConfigSource(new HashMap<>(settings), "test", 500))
            .build()
            .getConfigMapping(ConnectSettings.class));
  }
}
