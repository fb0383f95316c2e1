package io.tributary.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker with its KRaft controller inside this JVM, listening on the loopback interface
 * only. Constructing it starts it and returns when clients can connect; a data directory that a
 * former broker left is continued. Not thread-safe, except that {@link #close()} may be called from
 * a shutdown hook and more than once.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final int FIRST_PORT = 28_000;
  private static final int PORTS = 4_000;

  /** That of the launcher's Connect worker. */
  private static final String WORKER_GROUP = "tributary";

  /** Brokers that start at the same time have different ids, and so begin at different ports. */
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 8 % PORTS));

  private final BrokerSettings settings;
  private final KafkaRaftServer server;
  private boolean closed;

  /** A broker that asks nobody who he is; see the other constructor. */
  public EmbeddedBroker(int port, Path dataDirectory) {
    this(port, dataDirectory, Optional.empty(), Map.of());
  }

  /**
   * Starts a broker.
   *
   * @param port client port, 0 for any free one
   * @param dataDirectory created when missing
   * @param credentials of those who may log in, who then may do what {@link #grant} gives them
   * @param more settings of Kafka's that win over those made here
   * @throws BrokerStartException when the port is taken or the data directory cannot be used
   */
  EmbeddedBroker(
      int port,
      Path dataDirectory,
      Optional<BrokerCredentials> credentials,
      Map<String, String> more) {
    this.settings =
        new BrokerSettings(
            port == 0 ? freePort() : requireFree(port),
            freePort(),
            dataDirectory.toAbsolutePath(),
            credentials,
            more);
    formatWhenNew();
    this.server = new KafkaRaftServer(new KafkaConfig(settings.toProperties(), false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw new BrokerStartException(
          "The broker did not start on " + settings.bootstrapServers() + ": " + e.getMessage(), e);
    }
  }

  /** Gives those who may log in their rights on the topics below these prefixes. */
  void grant(List<String> prefixes) {
    settings
        .credentials()
        .ifPresent(
            known -> {
              Set<AclBinding> rights = new HashSet<>();
              for (String prefix : prefixes) {
                rights.addAll(new BrokerRights(prefix, WORKER_GROUP).bindings());
              }
              new BrokerAccess(settings.ownClient(known)).grant(rights);
            });
  }

  /** The address for clients, as {@code host:port}. */
  public String bootstrapServers() {
    return settings.bootstrapServers();
  }

  /** The port for clients. */
  public int port() {
    return settings.port();
  }

  /** Stops the broker and waits until its files are closed. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.shutdown();
      server.awaitShutdown();
    }
  }

  /** Blocks until another thread closes this broker or it stops by itself. */
  public void awaitShutdown() {
    server.awaitShutdown();
  }

  private void formatWhenNew() {
    Path directory = settings.dataDirectory();
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(directory);
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new BrokerStartException(
          "The data directory " + directory + " cannot be prepared for the broker: " + e, e);
    }
  }

  private static int requireFree(int port) {
    if (!isFree(port)) {
      throw new BrokerStartException(
          "Port "
              + port
              + " on "
              + BrokerSettings.HOST
              + " is taken. Stop the process that listens there or choose another port.");
    }
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(BrokerSettings.HOST, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Below the ports of outgoing connections: one of those could take it before it is bound. */
  private static int freePort() {
    for (int i = 0; i < PORTS; i++) {
      int port = FIRST_PORT + Math.floorMod(NEXT.getAndIncrement(), PORTS);
      if (isFree(port)) {
        return port;
      }
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(BrokerSettings.HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No free port on " + BrokerSettings.HOST, e);
    }
  }
}
