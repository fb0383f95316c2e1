package io.tributary.cdc.schema.dump;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Settings of pg_dump and pg_restore, below {@code tributary.schema}. */
@ConfigMapping(prefix = "tributary.schema")
public interface SchemaSettings {

  /** The directory of pg_dump and pg_restore; absent: they are looked for in PATH. */
  Optional<String> pgBinDirectory();

  /** How many indexes and constraints are built at once after the snapshot. */
  @WithDefault("2")
  int jobs();

  /** How long pg_dump may wait for its table locks at the source. */
  @WithDefault("30000")
  long lockWaitMillis();

  /** How long one dump, or one restore before the snapshot, may take. */
  @WithDefault("600000")
  long dumpTimeLimitMillis();

  /** How long building all indexes and constraints may take; a day by default. */
  @WithDefault("86400000")
  long indexTimeLimitMillis();
}
