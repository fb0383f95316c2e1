package io.tributary.local.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The passwords of the broker's principals, one file {@code NAME.password} for each in a directory.
 *
 * @param directory holds one for each {@link ServicePrincipal} and for the broker itself
 */
record BrokerCredentials(Path directory) {
  /** The principal of the broker and its controller, the only one that may do everything. */
  static final String BROKER = "broker";

  static final String MECHANISM = "SCRAM-SHA-512";

  BrokerCredentials {
    directory = Objects.requireNonNull(directory, "directory").toAbsolutePath();
  }

  /** What a client or a listener of Kafka's logs in with as the broker itself. */
  String brokerLogin() {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
        + BROKER
        + "\" password=\""
        + password(BROKER)
        + "\";";
  }

  /**
   * The password of a principal.
   *
   * @throws BrokerStartException when its file cannot be read or is empty
   */
  String password(String principal) {
    Path file = directory.resolve(principal + ".password");
    try {
      String password = Files.readString(file).strip();
      if (password.isEmpty()) {
        throw new BrokerStartException(
            "The file " + file + " is empty. Remove it and start the stack again.");
      }
      return password;
    } catch (IOException e) {
      throw new BrokerStartException(
          "The password of " + principal + " cannot be read from " + file + ": " + e, e);
    }
  }
}
