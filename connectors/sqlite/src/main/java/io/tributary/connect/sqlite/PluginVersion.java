package io.tributary.connect.sqlite;

import java.util.Optional;

/** The version that the plugin's jar carries; a class path of directories has none. */
public final class PluginVersion {
  private PluginVersion() {}

  public static String text() {
    return Optional.ofNullable(PluginVersion.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
