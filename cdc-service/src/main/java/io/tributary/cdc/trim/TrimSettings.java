package io.tributary.cdc.trim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long change topics keep what is applied, below {@code tributary.trim}. */
@ConfigMapping(prefix = "tributary.trim")
public interface TrimSettings {

  /** How often change topics are trimmed, in seconds; 0 for never. */
  @WithDefault("60")
  long intervalSeconds();

  /**
   * How long changes stay on their topic after they are applied and compared, in minutes: a target
   * that is restored from a backup no older than this goes on by itself.
   */
  @WithDefault("60")
  long keepMinutes();
}
