package io.tributary.local.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Runs one broker as a process until SIGTERM or SIGINT, then closes its log files cleanly. Exit
 * status 2 means wrong arguments, 1 that the broker did not start.
 */
public final class BrokerMain {
  private BrokerMain() {}

  /** Entry point; see {@link BrokerArguments#USAGE}. */
  public static void main(String... arguments) {
    try {
      BrokerArguments parsed = BrokerArguments.parse(arguments);
      EmbeddedBroker broker =
          new EmbeddedBroker(
              parsed.port(),
              parsed.dataDirectory(),
              parsed.credentials().map(BrokerCredentials::new),
              settings(parsed.settings()));
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
      broker.grant(parsed.prefixes());
      if (parsed.ready().isPresent()) {
        Files.writeString(parsed.ready().get(), broker.bootstrapServers());
      }
      System.out.println("Kafka broker ready at " + broker.bootstrapServers());
      broker.awaitShutdown();
    } catch (IllegalArgumentException e) {
      fail(2, e);
    } catch (BrokerStartException | IOException e) {
      fail(1, e);
    }
  }

  private static Map<String, String> settings(Optional<Path> file) throws IOException {
    Properties read = new Properties();
    if (file.isPresent()) {
      try (Reader reader = Files.newBufferedReader(file.get())) {
        read.load(reader);
      }
    }
    Map<String, String> settings = new HashMap<>();
    read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
    return settings;
  }

  private static void fail(int status, Exception e) {
    System.err.println(e instanceof IOException ? e.toString() : e.getMessage());
    System.exit(status);
  }
}
