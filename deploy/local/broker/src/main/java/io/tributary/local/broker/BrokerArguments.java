package io.tributary.local.broker;

import java.nio.file.Path;

/**
 * The command line of {@link BrokerMain}.
 *
 * @param port client port, 0 for any free one
 * @param dataDirectory where topics are kept
 */
record BrokerArguments(int port, Path dataDirectory) {
  static final String USAGE = "Usage: BrokerMain --port PORT --data-dir DIRECTORY";

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException naming the argument that is unknown, missing or malformed
   */
  static BrokerArguments parse(String... arguments) {
    int port = 0;
    Path dataDirectory = null;
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " has no value. " + USAGE);
      }
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--port" -> port = port(value);
        case "--data-dir" -> dataDirectory = Path.of(value);
        default ->
            throw new IllegalArgumentException("Unknown argument " + arguments[i] + ". " + USAGE);
      }
    }
    if (dataDirectory == null) {
      throw new IllegalArgumentException("--data-dir is missing. " + USAGE);
    }
    return new BrokerArguments(port, dataDirectory);
  }

  private static int port(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--port is not a number: " + value + ". " + USAGE, e);
    }
  }
}
