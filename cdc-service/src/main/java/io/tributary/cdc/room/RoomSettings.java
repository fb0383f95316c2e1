package io.tributary.cdc.room;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How often the disks of brokers and targets are looked at, below {@code tributary.room}. Below how
 * much room there is a warning says {@code tributary.capture.free-disk-warning-bytes}.
 */
@ConfigMapping(prefix = "tributary.room")
public interface RoomSettings {

  /** How often, in seconds; 0 for never. */
  @WithDefault("15")
  long intervalSeconds();
}
