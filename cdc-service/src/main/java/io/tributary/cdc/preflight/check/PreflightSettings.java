package io.tributary.cdc.preflight.check;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What preflight finds worth naming, below {@code tributary.preflight}. */
@ConfigMapping(prefix = "tributary.preflight")
public interface PreflightSettings {

  /** From which age an open transaction of a source is named. */
  @WithDefault("300")
  long longTransactionSeconds();

  /** How long SQLite may look for damaged pages in a file, in milliseconds. */
  @WithDefault("10000")
  long integrityCheckMillis();

  /** How long Kafka Connect or a program may take to answer. */
  @WithDefault("10000")
  long answerTimeoutMillis();

  /**
   * By how much the clocks of databases' servers may differ from this service's, in milliseconds.
   */
  @WithDefault("2000")
  long clockSkewMillis();
}
