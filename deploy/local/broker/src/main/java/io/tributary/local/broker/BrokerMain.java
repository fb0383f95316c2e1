package io.tributary.local.broker;

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
      EmbeddedBroker broker = new EmbeddedBroker(parsed.port(), parsed.dataDirectory());
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
      System.out.println("Kafka broker ready at " + broker.bootstrapServers());
      broker.awaitShutdown();
    } catch (IllegalArgumentException e) {
      fail(2, e);
    } catch (BrokerStartException e) {
      fail(1, e);
    }
  }

  private static void fail(int status, Exception e) {
    System.err.println(e.getMessage());
    System.exit(status);
  }
}
