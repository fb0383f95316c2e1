package io.tributary.local.broker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@link BrokerMain}.
 *
 * @param port client port, 0 for any free one
 * @param dataDirectory where topics are kept
 * @param credentials passwords of those who may log in; empty lets everybody do everything
 * @param prefixes the first parts of the topics that they may use
 * @param settings file with more settings of Kafka's
 * @param ready file that is made when clients may come
 */
record BrokerArguments(
    int port,
    Path dataDirectory,
    Optional<Path> credentials,
    List<String> prefixes,
    Optional<Path> settings,
    Optional<Path> ready) {
  static final String USAGE =
      "Usage: BrokerMain --port PORT --data-dir DIRECTORY [--credentials DIRECTORY]"
          + " [--topic-prefix PREFIX]... [--settings FILE] [--ready-file FILE]";

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException naming the argument that is unknown, missing or malformed
   */
  static BrokerArguments parse(String... arguments) {
    int port = 0;
    Path dataDirectory = null;
    Path credentials = null;
    Path settings = null;
    Path ready = null;
    List<String> prefixes = new ArrayList<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " has no value. " + USAGE);
      }
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--port" -> port = port(value);
        case "--data-dir" -> dataDirectory = Path.of(value);
        case "--credentials" -> credentials = Path.of(value);
        case "--topic-prefix" -> prefixes.add(value);
        case "--settings" -> settings = Path.of(value);
        case "--ready-file" -> ready = Path.of(value);
        default ->
            throw new IllegalArgumentException("Unknown argument " + arguments[i] + ". " + USAGE);
      }
    }
    if (dataDirectory == null) {
      throw new IllegalArgumentException("--data-dir is missing. " + USAGE);
    }
    return new BrokerArguments(
        port,
        dataDirectory,
        Optional.ofNullable(credentials),
        List.copyOf(prefixes),
        Optional.ofNullable(settings),
        Optional.ofNullable(ready));
  }

  private static int port(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--port is not a number: " + value + ". " + USAGE, e);
    }
  }
}
