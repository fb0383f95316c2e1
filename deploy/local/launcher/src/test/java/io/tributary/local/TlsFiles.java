package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate for loopback, made by the JDK's keytool, and settings of both sides with it. */
record TlsFiles(Path directory) {
  private static final String PASSWORD = "only-for-this-test";

  /** Makes key and certificate. */
  static TlsFiles make(Path directory) throws IOException, InterruptedException {
    TlsFiles files = new TlsFiles(directory);
    files.keytool(
        "-genkeypair",
        "-alias",
        "broker",
        "-keyalg",
        "RSA",
        "-dname",
        "CN=broker",
        "-ext",
        "san=ip:127.0.0.1",
        "-validity",
        "7",
        "-storetype",
        "PKCS12");
    files.keytool("-exportcert", "-rfc", "-alias", "broker", "-file", files.certificate());
    return files;
  }

  /** More settings for the broker, which so demands TLS of its clients. */
  Path broker() throws IOException {
    return Files.writeString(
        directory.resolve("broker-tls.properties"),
        """
        listener.security.protocol.map=CLIENT:SASL_SSL,CONTROLLER:SASL_PLAINTEXT
        ssl.keystore.type=PKCS12
        ssl.keystore.location=%s
        ssl.keystore.password=%s
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        """
            .formatted(keystore(), PASSWORD, certificate()));
  }

  /** Client properties as an operator writes them, with a comment and a property on two lines. */
  Path client(String login) throws IOException {
    int middle = login.indexOf("username");
    return Files.writeString(
        directory.resolve("client-tls.properties"),
        """
        # How we reach our Kafka.
        security.protocol=SASL_SSL
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        sasl.mechanism=SCRAM-SHA-512
        sasl.jaas.config=%s\\
            %s
        """
            .formatted(certificate(), login.substring(0, middle), login.substring(middle)));
  }

  private String keystore() {
    return directory.resolve("broker.p12").toString();
  }

  private String certificate() {
    return directory.resolve("broker.pem").toString();
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", keystore(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as("status of keytool").isZero();
  }
}
