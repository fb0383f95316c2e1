package io.tributary.local.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * What a single-node broker on the loopback interface is configured with.
 *
 * @param port client port
 * @param controllerPort port of the KRaft controller that runs in the same process
 * @param dataDirectory where topics and the cluster's metadata are kept
 * @param credentials of those who may log in; empty lets everybody do everything
 * @param more settings of Kafka's that win over those made here
 */
record BrokerSettings(
    int port,
    int controllerPort,
    Path dataDirectory,
    Optional<BrokerCredentials> credentials,
    Map<String, String> more) {
  static final String HOST = "127.0.0.1";
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  private static final String CLIENT_LISTENER = "CLIENT";
  private static final String PROTOCOLS = "listener.security.protocol.map";

  /** A database row of 50 MB grows when it is written as text, hence twice that. */
  static final int MAX_MESSAGE_BYTES = 104_857_600 + 1_048_576;

  private static final int CLEANER_BUFFER_BYTES = 8_388_608;

  BrokerSettings {
    Objects.requireNonNull(dataDirectory, "dataDirectory");
    more = Map.copyOf(more);
    requirePort(port);
    requirePort(controllerPort);
  }

  String bootstrapServers() {
    return HOST + ":" + port;
  }

  Properties toProperties() {
    Properties properties = new Properties();
    addRoles(properties);
    addSizes(properties);
    addSingleNodeReplication(properties);
    properties.put("log.dirs", dataDirectory.toString());
    properties.put("auto.create.topics.enable", "false");
    // Nobody else joins a group on one machine, so waiting for more members only costs time.
    properties.put("group.initial.rebalance.delay.ms", "0");
    credentials.ifPresent(known -> addSecurity(properties, known));
    properties.putAll(more);
    return properties;
  }

  /** How the broker's own principal reaches the broker as a client. */
  Map<String, Object> ownClient(BrokerCredentials known) {
    Map<String, Object> client = new HashMap<>();
    more.forEach(
        (name, value) -> {
          if (name.startsWith("ssl.truststore.")) {
            client.put(name, value);
          }
        });
    client.put("bootstrap.servers", bootstrapServers());
    client.put("security.protocol", tls() ? "SASL_SSL" : "SASL_PLAINTEXT");
    client.put("sasl.mechanism", BrokerCredentials.MECHANISM);
    client.put("sasl.jaas.config", known.brokerLogin());
    return client;
  }

  private boolean tls() {
    return more.getOrDefault(PROTOCOLS, "").contains(CLIENT_LISTENER + ":SASL_SSL");
  }

  /**
   * Both listeners ask for a login, the controller's too: whoever reaches that one could change the
   * cluster's metadata, and so these rights. SCRAM rather than PLAIN: should the broker be away and
   * somebody else listen at its port, clients do not hand him their passwords.
   */
  private static void addSecurity(Properties properties, BrokerCredentials known) {
    String mechanism = BrokerCredentials.MECHANISM;
    properties.put(
        PROTOCOLS, CLIENT_LISTENER + ":SASL_PLAINTEXT," + CONTROLLER_LISTENER + ":SASL_PLAINTEXT");
    properties.put("sasl.enabled.mechanisms", mechanism);
    properties.put("sasl.mechanism.inter.broker.protocol", mechanism);
    properties.put("sasl.mechanism.controller.protocol", mechanism);
    for (String listener : new String[] {"client", "controller"}) {
      String scram = "listener.name." + listener + ".scram-sha-512.";
      properties.put(scram + "sasl.jaas.config", known.brokerLogin());
      properties.put(scram + "sasl.server.callback.handler.class", ScramSecrets.class.getName());
    }
    properties.put(ScramSecrets.DIRECTORY, known.directory().toString());
    properties.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    properties.put("super.users", "User:" + BrokerCredentials.BROKER);
  }

  private void addRoles(Properties properties) {
    String client = CLIENT_LISTENER + "://" + bootstrapServers();
    String controller = HOST + ":" + controllerPort;
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", String.valueOf(NODE_ID));
    properties.put("controller.quorum.voters", NODE_ID + "@" + controller);
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put("listeners", client + "," + CONTROLLER_LISTENER + "://" + controller);
    properties.put("advertised.listeners", client);
    properties.put("inter.broker.listener.name", CLIENT_LISTENER);
    properties.put(PROTOCOLS, CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
  }

  private static void addSizes(Properties properties) {
    String bytes = String.valueOf(MAX_MESSAGE_BYTES);
    properties.put("message.max.bytes", bytes);
    properties.put("replica.fetch.max.bytes", bytes);
    properties.put("socket.request.max.bytes", String.valueOf(2 * MAX_MESSAGE_BYTES));
    // The default of 128 MiB would be most of this process's heap.
    properties.put("log.cleaner.dedupe.buffer.size", String.valueOf(CLEANER_BUFFER_BYTES));
  }

  private static void addSingleNodeReplication(Properties properties) {
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      properties.put(topic + ".replication.factor", "1");
      properties.put(topic + ".num.partitions", "4");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
  }

  private static void requirePort(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("Port " + port + " is not between 1 and 65535.");
    }
  }
}
