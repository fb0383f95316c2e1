package io.tributary.kafka;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import io.tributary.common.error.TributaryException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Configuration out of a file of Kafka's own client properties, as its command line tools take it:
 * each property becomes {@code kafka.PROPERTY}, which every client of the services is made with.
 * Passwords so need not be in the environment. The environment and system properties win.
 */
public final class ClientPropertiesSource implements ConfigSourceFactory {
  /** The key that names the file; without it there is none. */
  public static final String FILE = "tributary.kafka.properties-file";

  /** Between the environment (300) and {@code application.properties} (250). */
  private static final int ORDINAL = 295;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue file = context.getValue(FILE);
    if (file == null || file.getValue() == null || file.getValue().isBlank()) {
      return List.of();
    }
    return List.of(
        new PropertiesConfigSource(read(Path.of(file.getValue())), "Kafka clients", ORDINAL));
  }

  /**
   * The properties of a file.
   *
   * @throws TributaryException {@link KafkaError#PROPERTIES_UNREADABLE}
   */
  static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new TributaryException(
          KafkaError.PROPERTIES_UNREADABLE,
          "The file %s, which %s names, cannot be read: %s.".formatted(file, FILE, e),
          Map.of("file", file.toString()),
          e);
    }
    Map<String, String> settings = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      // A dollar sign is one of a password here, and no reference to other configuration.
      settings.put("kafka." + name, properties.getProperty(name).replace("$", "$$"));
    }
    return settings;
  }
}
