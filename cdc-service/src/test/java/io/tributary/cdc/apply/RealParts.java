package io.tributary.cdc.apply;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.cdc.copy.CopyConfig;
import io.tributary.cdc.schema.SchemaSettings;
import io.tributary.fixture.PostgresFixture;

/** Settings of the parts that a whole migration of a test is made of. */
final class RealParts {
  private RealParts() {}

  /** Small chunks, so that small tables have several. */
  static CopyConfig copyConfig() {
    return new SmallRyeConfigBuilder()
        .withMapping(CopyConfig.class)
        .withDefaultValue("tributary.copy.chunk-bytes", "65536")
        .withDefaultValue("tributary.copy.buffer-bytes", "4096")
        .withDefaultValue("tributary.copy.piece-bytes", "20000")
        .build()
        .getConfigMapping(CopyConfig.class);
  }

  static SchemaSettings schemaSettings() {
    return new SmallRyeConfigBuilder()
        .withMapping(SchemaSettings.class)
        .withDefaultValue(
            "tributary.schema.pg-bin-directory", PostgresFixture.target().binDirectory().toString())
        .build()
        .getConfigMapping(SchemaSettings.class);
  }
}
