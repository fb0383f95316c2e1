package io.tributary.cdc.source.postgresql.fence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How fences are raised and lifted, below {@code tributary.fence}. */
@ConfigMapping(prefix = "tributary.fence")
public interface FenceSettings {

  /**
   * The longest that one attempt holds up writers while it waits for its locks; it is cut to half
   * of the source's {@code deadlock_timeout} in any case.
   */
  @WithDefault("400")
  long attemptMillis();

  /** Rest between two attempts, in which waiting writers go on. */
  @WithDefault("50")
  long restMillis();

  /** How long a lift waits for long readers before it leaves the disabled triggers for later. */
  @WithDefault("5000")
  long liftWaitMillis();
}
