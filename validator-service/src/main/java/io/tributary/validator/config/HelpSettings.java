package io.tributary.validator.config;

import java.time.Duration;

/**
 * Whether and how instances help each other; see {@link ValidatorSettings} for the meaning of each.
 *
 * @param allowed whether ranges are offered and those of others compared
 * @param look how often an instance that has nothing to compare looks for offers
 * @param patience how long a range that another instance has taken is at least waited for
 */
public record HelpSettings(boolean allowed, Duration look, Duration patience) {
  /** No range is offered, and none of others is compared. */
  public static final HelpSettings NONE =
      new HelpSettings(false, Duration.ofSeconds(5), Duration.ofMinutes(1));

  /** The configured settings. */
  public static HelpSettings of(ValidatorSettings config) {
    return new HelpSettings(
        config.help(),
        Duration.ofMillis(config.helpLookMillis()),
        Duration.ofSeconds(config.helpPatienceSeconds()));
  }
}
