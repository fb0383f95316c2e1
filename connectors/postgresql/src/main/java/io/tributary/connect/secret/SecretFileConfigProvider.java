package io.tributary.connect.secret;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Replaces <code>${file:/path/to/secret:value}</code> in a configuration by the file's content
 * without its trailing line break. The file holds one secret, so that the key after the second
 * colon may be {@code value} or nothing.
 *
 * <p>The worker reads the file each time it starts a task: a new secret needs a restart of the task
 * only. Files are UTF-8.
 */
public final class SecretFileConfigProvider implements ConfigProvider {

  private static final String ONLY_KEY = "value";
  private static final Set<String> KEYS = Set.of(ONLY_KEY, "");

  /** Files below these directories are secrets, with commas between them; none without it. */
  public static final String DIRECTORIES = "directories";

  /** Files and directories below those that are no secrets all the same. */
  public static final String WITHHELD = "withheld";

  private SecretDirectories granted = new SecretDirectories(List.of(), List.of());

  @Override
  public void configure(Map<String, ?> configs) {
    granted =
        new SecretDirectories(
            SecretDirectories.parse(configs.get(DIRECTORIES)),
            SecretDirectories.parse(configs.get(WITHHELD)));
  }

  @Override
  public ConfigData get(String path) {
    return get(path, Set.of(ONLY_KEY));
  }

  /**
   * @throws ConfigException when the file is not below a granted directory, cannot be read, or a
   *     key is neither {@code value} nor empty
   */
  @Override
  public ConfigData get(String path, Set<String> keys) {
    Map<String, String> found = new HashMap<>();
    for (String key : keys) {
      if (!KEYS.contains(key)) {
        throw new ConfigException(
            "secret file %s: key '%s' is unknown, write ${file:%s:value}"
                .formatted(path, key, path));
      }
      found.put(key, secret(path));
    }
    return new ConfigData(found);
  }

  private String secret(String path) {
    try {
      return granted.text(path).replaceFirst("\\r?\\n\\z", "");
    } catch (IOException e) {
      throw new ConfigException(
          "secret file %s cannot be read by the Connect worker (%s)"
              .formatted(path, e.getClass().getSimpleName()));
    }
  }

  @Override
  public void close() {
    // Nothing is kept open.
  }
}
