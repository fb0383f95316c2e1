package io.tributary.kafka;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The default of {@code tributary.instance-id}: the machine's name and the HTTP port. It is kept
 * across restarts and different for each instance: two of one name would push each other out of
 * their consumer group for ever. Asked of the machine and not of a shell's variables, which a
 * service that systemd starts does not have.
 */
public final class InstanceIdSource implements ConfigSourceFactory {
  private static final String PORT = "quarkus.http.port";

  /** Below everything that somebody writes. */
  private static final int ORDINAL = 50;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue port = context.getValue(PORT);
    String number = port == null ? "" : Objects.requireNonNullElse(port.getValue(), "");
    return List.of(
        new PropertiesConfigSource(
            Map.of("tributary.instance-id", id(hostName(), number)), "host name", ORDINAL));
  }

  /** A name that Kafka takes for a member of a group. */
  static String id(String host, String port) {
    String legal = host.replaceAll("[^A-Za-z0-9._-]", "-");
    return legal.substring(0, Math.min(legal.length(), 200)) + "-" + port;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
