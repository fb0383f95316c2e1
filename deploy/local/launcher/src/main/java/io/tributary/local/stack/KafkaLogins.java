package io.tributary.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Logins at the broker of a stack: for each principal a password, which the broker reads, and a
 * file of Kafka's client properties, which its clients are given. All are made at the first start,
 * readable by their owner alone.
 *
 * @param directory holds {@code NAME.password} and {@code NAME.properties}
 */
public record KafkaLogins(Path directory) {
  /** The principal of the broker itself, the only one that may do everything. */
  public static final String BROKER = "broker";

  /** The principal for consumers of the operator's own. */
  public static final String OPERATOR = "operator";

  private static final List<String> CLIENTS =
      List.of("orchestrator", "cdc", "validator", "connect", OPERATOR);

  /**
   * Makes what is missing.
   *
   * @throws StartFailure when a file can be neither read nor made
   */
  void make() {
    HomeSecret.of(password(BROKER));
    for (String name : CLIENTS) {
      try {
        HomeSecret.write(properties(name), text(name));
      } catch (IOException e) {
        throw new StartFailure("The file " + properties(name) + " cannot be made: " + e, e);
      }
    }
  }

  /** The client properties of a principal. */
  public Path properties(String name) {
    return directory.resolve(name + ".properties");
  }

  private Path password(String name) {
    return directory.resolve(name + ".password");
  }

  /** What clients log in with as a principal, as a file of properties; it holds the password. */
  public String text(String name) {
    return """
    # How %1$s logs in at the broker of this stack; made anew at each start.
    security.protocol=SASL_PLAINTEXT
    sasl.mechanism=SCRAM-SHA-512
    sasl.jaas.config=%2$s
    """
        .formatted(name, login(name));
  }

  /** The value of {@code sasl.jaas.config} of a principal; it holds the password. */
  public String login(String name) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(name, HomeSecret.of(password(name)));
  }
}
