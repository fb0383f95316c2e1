package io.tributary.connect.postgresql;

import java.util.Optional;

/**
 * The version that the plugin's jar carries in its manifest; a class path of directories has none.
 */
public final class PluginVersion {

  private static final String UNPACKED = "development";

  private PluginVersion() {}

  /** The implementation version of the jar that {@code type} was loaded from. */
  public static String of(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse(UNPACKED);
  }
}
