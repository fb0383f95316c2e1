package io.tributary.cdc.copy;

import java.sql.Connection;
import java.sql.SQLException;

/** Brings the rows of chunks into the target, one chunk after the other. Not thread-safe. */
public interface ChunkReader extends AutoCloseable {

  /** Whether what it reads may be newer than where the stream begins. */
  boolean later();

  /**
   * Writes a chunk's rows into the open transaction of the target.
   *
   * @throws SQLException what the target said
   * @throws io.tributary.common.error.TributaryException what is wrong at the source
   */
  CopiedAmount move(TableChunk chunk, Connection target, FlowControl flow) throws SQLException;

  @Override
  void close();
}
