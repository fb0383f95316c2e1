package io.tributary.local.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.fixture.tls.CertificateAuthority;
import io.tributary.fixture.tls.IssuedCertificate;
import io.tributary.local.fixture.TestStack;
import io.tributary.local.stack.HomeSecret;
import io.tributary.local.stack.LoopbackPort;
import io.tributary.local.stack.ProcessSpec;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each packaged service speaks HTTPS alone where its settings say so. */
class HttpsServicesIT {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"orchestrator-service", "cdc-service", "validator-service"})
  void answersByHttpsWithACredentialAndNotByPlainHttp(String service) throws Exception {
    // given
    CertificateAuthority authority = CertificateAuthority.create(directory, "authority");
    IssuedCertificate issued = authority.issue("service", "ip:127.0.0.1");
    int port = LoopbackPort.free();
    ProcessSpec spec =
        TestStack.shared()
            .furtherInstance(service)
            .withEnvironment(
                Map.of(
                    "QUARKUS_HTTP_SSL_CERTIFICATE_FILES", issued.certificate().toString(),
                    "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", issued.key().toString(),
                    "QUARKUS_HTTP_SSL_PORT", String.valueOf(port),
                    "QUARKUS_HTTP_INSECURE_REQUESTS", "disabled"));
    HttpClient trusting = HttpClient.newBuilder().sslContext(trusting(authority)).build();
    URI https = URI.create("https://127.0.0.1:" + port);
    String token = HomeSecret.of(Path.of(spec.environment().get("TRIBUTARY_ACCESS_TOKEN_FILE")));
    Path log = directory.resolve("service.log");
    ProcessBuilder builder =
        new ProcessBuilder(spec.command()).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(spec.environment());
    Process process = builder.start();
    try {
      // when
      await()
          .atMost(Duration.ofSeconds(90))
          .ignoreExceptions()
          .failFast("the service has ended", () -> !process.isAlive())
          .until(() -> status(trusting, https.resolve("/q/health/ready"), "") == 200);

      // then
      URI metrics = https.resolve("/q/metrics");
      assertThat(status(trusting, metrics, token)).isEqualTo(200);
      assertThat(status(trusting, metrics, "")).isEqualTo(401);
      assertThatThrownBy(() -> status(HttpClient.newHttpClient(), metrics, token))
          .isInstanceOf(SSLHandshakeException.class);
      URI plain = URI.create("http://127.0.0.1:" + spec.environment().get("QUARKUS_HTTP_PORT"));
      assertThatThrownBy(() -> status(trusting, plain.resolve("/q/health/live"), ""))
          .isInstanceOf(ConnectException.class);
    } finally {
      process.destroy();
      process.waitFor(30, TimeUnit.SECONDS);
    }
  }

  private static int status(HttpClient client, URI address, String token) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static SSLContext trusting(CertificateAuthority authority) throws Exception {
    KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
    known.load(null, null);
    try (InputStream in = Files.newInputStream(authority.certificate())) {
      known.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
