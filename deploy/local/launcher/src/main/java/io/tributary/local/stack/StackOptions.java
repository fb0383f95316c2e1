package io.tributary.local.stack;

import io.tributary.common.tls.HttpAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command which runs a stack understands. */
public final class StackOptions {
  private static final int USUAL_ORCHESTRATOR_PORT = 8080;

  private static final String UNENCRYPTED = "TRIBUTARY_CONNECT_UNENCRYPTED";

  @Option(
      names = "--home",
      paramLabel = "DIRECTORY",
      description = "Data and logs (default: $TRIBUTARY_HOME, else .tributary in the checkout).")
  private Path home;

  @Option(
      names = "--orchestrator-port",
      paramLabel = "PORT",
      description = "Port of the REST API (default: 8080 when it is free, else any free one).")
  private Integer orchestratorPort;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Use this Kafka instead of starting a broker.")
  private String kafka;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Kafka client properties (security.protocol, sasl.*, ssl.*) for the services and the"
              + " Connect worker; needs --kafka.")
  private Path kafkaConfig;

  @Option(
      names = "--connect",
      paramLabel = "URL",
      description = "Use the Kafka Connect with this REST interface; needs --kafka.")
  private URI connect;

  /** The checkout, and the home that was asked for. */
  public StackLayout layout() {
    String root = System.getProperty("tributary.root", System.getProperty("user.dir"));
    return new StackLayout(Path.of(root), home != null ? home : usualHome(Path.of(root)));
  }

  /** Whether a broker has to be started. */
  public boolean ownKafka() {
    return kafka == null;
  }

  /** Whether a Connect worker has to be started. */
  public boolean ownConnect() {
    return connect == null;
  }

  /**
   * Chooses the ports of everything that is started.
   *
   * @throws StartFailure when a port that was asked for is taken, or options contradict each other
   */
  public StackAddresses addresses() {
    if (!ownConnect() && ownKafka()) {
      throw new StartFailure(
          "--connect needs --kafka: a Connect cluster of your own writes to a Kafka of your own.");
    }
    if (connect != null) {
      requireKeptPassword(connect, Optional.ofNullable(System.getenv(UNENCRYPTED)).orElse(""));
    }
    if (kafkaConfig != null && ownKafka()) {
      throw new StartFailure("--kafka-config needs --kafka: it says how to log in there.");
    }
    if (kafkaConfig != null && !Files.isReadable(kafkaConfig)) {
      throw new StartFailure("The file " + kafkaConfig + " of --kafka-config cannot be read.");
    }
    int orchestrator =
        orchestratorPort == null
            ? LoopbackPort.preferably(USUAL_ORCHESTRATOR_PORT)
            : LoopbackPort.exactly(orchestratorPort, "--orchestrator-port");
    return new StackAddresses(
        ownKafka() ? LoopbackPort.HOST + ":" + LoopbackPort.free() : kafka,
        ownKafka(),
        Optional.ofNullable(kafkaConfig).map(Path::toAbsolutePath),
        ownConnect()
            ? URI.create("http://" + LoopbackPort.HOST + ":" + LoopbackPort.free())
            : connect,
        ownConnect(),
        orchestrator,
        LoopbackPort.free(),
        LoopbackPort.free());
  }

  /** Said before anything is started; cdc-service would end its start for the same reason. */
  static void requireKeptPassword(URI connect, String unencrypted) {
    HttpAddress address =
        HttpAddress.of(connect)
            .orElseThrow(
                () ->
                    new StartFailure(
                        connect
                            + " of --connect is no address; one looks like"
                            + " https://connect.internal:8443."));
    if (address.readableOnTheWay() && !unencrypted.equalsIgnoreCase("accepted")) {
      throw new StartFailure(
          address.display()
              + " of --connect is on another machine and would be asked by plain HTTP, with its"
              + " password readable on the way. Name an https address, or set "
              + UNENCRYPTED
              + "=accepted where you trust everybody on the way.");
    }
  }

  /** The Java that runs this JVM, for the others too. */
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static Path usualHome(Path root) {
    String configured = System.getenv("TRIBUTARY_HOME");
    return configured == null || configured.isBlank()
        ? root.resolve(".tributary")
        : Path.of(configured);
  }
}
