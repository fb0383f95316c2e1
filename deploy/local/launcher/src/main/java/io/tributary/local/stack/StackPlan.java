package io.tributary.local.stack;

import io.tributary.common.topic.TopicNames;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says how each part of Tributary is run. Starts nothing.
 *
 * @param java the Java program for all parts
 * @param pgBinDirectory pg_dump and the like for the services
 * @param stay how long the processes are going to live
 * @param grants what migration files may name
 */
public record StackPlan(
    StackLayout layout,
    StackAddresses addresses,
    Path java,
    Path pgBinDirectory,
    Stay stay,
    EmbeddedGrants grants) {

  /** The plan of a stack whose migration files may name what those of any such stack may. */
  public StackPlan(
      StackLayout layout, StackAddresses addresses, Path java, Path pgBinDirectory, Stay stay) {
    this(layout, addresses, java, pgBinDirectory, stay, EmbeddedGrants.here(layout));
  }

  /** How long the processes are going to live. */
  public enum Stay {
    /** A demo or a test: each is started for minutes, so compiling less makes all of it faster. */
    SHORT,
    /** Until somebody ends it: what runs often is worth the best code. */
    LONG
  }

  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final String GROUP = "tributary";
  private static final String EVIDENCE_KEY = "TRIBUTARY_ORCHESTRATOR_EVIDENCE_KEY";
  private static final String VALIDATOR_URLS = "TRIBUTARY_ORCHESTRATOR_VALIDATOR_URLS";
  private static final String EVIDENCE_DIRECTORY = "TRIBUTARY_ORCHESTRATOR_EVIDENCE_DIRECTORY";

  /** Room for some records of the largest size (100 MB) at a time. */
  private static final String BROKER_HEAP = "-Xmx1g";

  /**
   * Heaps are small and processors few: a collector that works beside the program takes a fifth
   * more processor time for the same stream, and its regions do not suit rows of 50 MB.
   */
  private static final String COLLECTOR = "-XX:+UseSerialGC";

  /** Halves the processor time of a start: after a crash in a cutover, writers wait for it. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  /** The Kafka broker; clients find it where the addresses say. */
  public ProcessSpec broker() {
    Path target = layout.target("deploy/local/broker", "lib");
    String[] address = addresses.kafka().split(":", -1);
    return new ProcessSpec(
            "broker",
            addresses.kafka(),
            brokerCommand(target, address[1]),
            Map.of(),
            "TERM",
            new ProcessReadiness.Made(layout.kafkaReady(), addresses.kafka()),
            START_LIMIT)
        .restarting();
  }

  private List<String> brokerCommand(Path target, String port) {
    return List.of(
        // All rows are in its files.
        "sh",
        "-c",
        "umask 077 && exec \"$0\" \"$@\"",
        java.toString(),
        BROKER_HEAP,
        // Each network thread would keep a buffer of the largest record it ever moved: 100 MB.
        "-Djdk.nio.maxCachedBufferSize=1048576",
        "-XX:+ExitOnOutOfMemoryError",
        COLLECTOR,
        "-XX:TieredStopAtLevel=" + tier(),
        "-cp",
        target + "/*:" + target + "/lib/*",
        "io.tributary.local.broker.BrokerMain",
        "--port",
        port,
        "--data-dir",
        layout.kafka().toString(),
        "--credentials",
        layout.kafkaClients().toString(),
        "--topic-prefix",
        StackTopics.names().prefix(),
        "--ready-file",
        layout.kafkaReady().toString());
  }

  /** In a cluster of others, no other installation's worker is to join ours. */
  static String workerGroup(boolean ownKafka, TopicNames topics) {
    return ownKafka ? GROUP : topics.prefix();
  }

  private Map<String, String> login(String variable, String principal) {
    Optional<Path> file =
        addresses.ownKafka()
            ? Optional.of(new KafkaLogins(layout.kafkaClients()).properties(principal))
            : addresses.kafkaProperties();
    return file.map(path -> Map.of(variable, path.toString())).orElse(Map.of());
  }

  /** The Kafka Connect worker. */
  public ProcessSpec connect() {
    layout.target("deploy/local/connect", "lib");
    return new ProcessSpec(
            "connect",
            addresses.connect().toString(),
            List.of(
                "sh",
                layout.script("run-connect.sh").toString(),
                addresses.kafka(),
                String.valueOf(addresses.connect().getPort()),
                workerGroup(addresses.ownKafka(), StackTopics.names()),
                layout.connect().toString()),
            Map.of(
                "CONNECT_PASSWORD_FILE",
                layout.connectPassword().toString(),
                "JAVA_HOME",
                java.resolveSibling("..").normalize().toString(),
                "CONNECT_FLAGS",
                COLLECTOR + " -XX:TieredStopAtLevel=" + tier()),
            "TERM",
            new ProcessReadiness.Http(
                URI.create(addresses.connect() + "/connectors"),
                Optional.of(layout.connectPassword())),
            START_LIMIT)
        .restarting()
        .withEnvironment(grants.environment())
        .withEnvironment(login("CONNECT_KAFKA_CONFIG", "connect"));
  }

  /**
   * Capture, schema and apply; the validator; the orchestrator: each goes on by itself when it
   * dies.
   */
  public List<ProcessSpec> services() {
    return List.of(
        service("cdc-service", addresses.cdcPort(), "512m", flags()).restarting(),
        service("validator-service", addresses.validatorPort(), "384m", flags()).restarting(),
        service("orchestrator-service", addresses.orchestratorPort(), "256m", List.of(QUICK_START))
            .restarting());
  }

  private List<String> flags() {
    return stay == Stay.SHORT ? List.of(QUICK_START) : List.of();
  }

  private int tier() {
    return stay == Stay.SHORT ? 1 : 4;
  }

  private ProcessSpec service(String module, int port, String heap, List<String> flags) {
    String url = "http://" + LoopbackPort.HOST + ":" + port;
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx" + heap, COLLECTOR));
    command.addAll(flags);
    command.addAll(
        List.of("-XX:+ExitOnOutOfMemoryError", "-jar", layout.serviceJar(module).toString()));
    return new ProcessSpec(
        module,
        url,
        command,
        environment(module, port),
        "TERM",
        new ProcessReadiness.Http(URI.create(url + "/q/health/ready"), Optional.empty()),
        START_LIMIT);
  }

  private Map<String, String> environment(String module, int port) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "QUARKUS_HTTP_HOST", LoopbackPort.HOST,
                "QUARKUS_HTTP_PORT", String.valueOf(port),
                "KAFKA_BOOTSTRAP_SERVERS", addresses.kafka(),
                "TRIBUTARY_ACCESS_TOKEN_FILE", layout.apiToken().toString(),
                "TRIBUTARY_CONNECT_URL", addresses.connect().toString(),
                "TRIBUTARY_PG_BIN_DIRECTORY", pgBinDirectory.toString(),
                "TRIBUTARY_SCHEMA_PG_BIN_DIRECTORY", pgBinDirectory.toString()));
    environment.putAll(grants.environment());
    // Our password is nobody else's business: users name theirs in the environment of the launcher.
    if (addresses.ownConnect()) {
      environment.put("TRIBUTARY_CONNECT_PASSWORD_FILE", layout.connectPassword().toString());
    }
    // A user's own key and place are in the environment that the service inherits.
    if (System.getenv(EVIDENCE_KEY) == null) {
      environment.put(EVIDENCE_KEY, "file:" + layout.evidenceKey());
    }
    environment.putIfAbsent(
        VALIDATOR_URLS, "http://" + LoopbackPort.HOST + ":" + addresses.validatorPort());
    if (System.getenv(EVIDENCE_DIRECTORY) == null) {
      environment.put(EVIDENCE_DIRECTORY, layout.evidence().toString());
    }
    environment.putAll(
        login("TRIBUTARY_KAFKA_PROPERTIES_FILE", module.substring(0, module.indexOf('-'))));
    return environment;
  }
}
