package io.tributary.cdc.copy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How tables are copied, below {@code tributary.copy}. */
@ConfigMapping(prefix = "tributary.copy")
public interface CopySettings {

  /** Chunks of one source that are copied at the same time, each over two connections. */
  @WithDefault("3")
  int workers();

  /** About how many bytes of a table go into one chunk, as the source stores them. */
  @WithDefault("33554432")
  long chunkBytes();

  /** Bytes that are read from the source before they are written to the target. */
  @WithDefault("262144")
  int bufferBytes();

  /** About how many bytes of a file's table are read, converted and written at once. */
  @WithDefault("1048576")
  int pieceBytes();

  /** Whether this instance copies chunks of PostgreSQL sources that other instances look after. */
  @WithDefault("true")
  boolean help();

  /** How often an instance that copies nothing asks whether others do, in milliseconds. */
  @WithDefault("5000")
  long helpLookMillis();

  /**
   * How long the last chunks are at least waited for that others copy, before those are ended;
   * three times as long as the longest chunk took here where that is more.
   */
  @WithDefault("60")
  long helpPatienceSeconds();

  /** How often progress is told, in milliseconds. */
  @WithDefault("500")
  long progressMillis();
}
