package io.tributary.local.broker;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * What a single-node broker on the loopback interface is configured with.
 *
 * @param port client port
 * @param controllerPort port of the KRaft controller that runs in the same process
 * @param dataDirectory where topics and the cluster's metadata are kept
 */
record BrokerSettings(int port, int controllerPort, Path dataDirectory) {
  static final String HOST = "127.0.0.1";
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** A database row of 50 MB grows when it is written as text, hence twice that. */
  static final int MAX_MESSAGE_BYTES = 104_857_600 + 1_048_576;

  private static final int CLEANER_BUFFER_BYTES = 8_388_608;

  BrokerSettings {
    Objects.requireNonNull(dataDirectory, "dataDirectory");
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
    return properties;
  }

  private void addRoles(Properties properties) {
    String client = "PLAINTEXT://" + bootstrapServers();
    String controller = HOST + ":" + controllerPort;
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", String.valueOf(NODE_ID));
    properties.put("controller.quorum.voters", NODE_ID + "@" + controller);
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put("listeners", client + "," + CONTROLLER_LISTENER + "://" + controller);
    properties.put("advertised.listeners", client);
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
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
