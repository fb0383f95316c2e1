package io.tributary.access.grant;

import io.tributary.common.grant.Grants;
import io.tributary.common.secret.SecretReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What this service's configuration lets migration files name: the settings {@code
 * tributary.grants.*} of {@link io.tributary.common.grant.GrantKey}. The files in which the service
 * keeps its own tokens, passwords and keys are never granted.
 */
public final class ServiceGrants {
  private static final List<String> OWN_FILES =
      List.of(
          "tributary.access.token-file",
          "tributary.access.tokens-file",
          "tributary.connect.password-file",
          "tributary.kafka.properties-file",
          "tributary.orchestrator.evidence-key",
          "quarkus.http.ssl.certificate.key-files",
          "quarkus.http.ssl.certificate.key-store-file");

  /** How a setting spells the place of a secret that may be a variable as well. */
  private static final String FILE = "file:";

  private ServiceGrants() {}

  /** The grants as they are configured now. */
  public static Grants configured() {
    Config config = ConfigProvider.getConfig();
    List<Path> own = OWN_FILES.stream().flatMap(key -> files(config, key)).toList();
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Grants.of(key -> config.getOptionalValue(key, String.class), own, path);
  }

  /** Reads the secrets that migration files may name. */
  public static SecretReader secrets() {
    return new SecretReader(configured());
  }

  private static Stream<Path> files(Config config, String key) {
    return config.getOptionalValue(key, String.class).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::trim)
        .filter(value -> !value.startsWith("env:"))
        .map(value -> Path.of(value.startsWith(FILE) ? value.substring(FILE.length()) : value));
  }
}
