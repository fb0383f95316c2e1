package io.tributary.cdc.connect;

import io.tributary.common.observed.SourceBacklog;
import java.util.OptionalLong;

/**
 * Where the log of a source ends, in the positions of its stream.
 *
 * @param position the end
 * @param unit what lies between two positions
 * @param keptBytes WAL that the source keeps for the stream; empty when unknown or no WAL
 */
public record SourceEnd(long position, LogUnit unit, OptionalLong keptBytes) {

  /** What a log is counted in. */
  public enum LogUnit {
    /** Bytes of PostgreSQL's WAL. */
    WAL_BYTES,
    /** Rows of the log in a file, each a change. */
    LOG_ROWS
  }

  /** The end of a server's WAL. */
  public static SourceEnd ofWal(long position, OptionalLong keptBytes) {
    return new SourceEnd(position, LogUnit.WAL_BYTES, keptBytes);
  }

  /** The end of a file's log. */
  public static SourceEnd ofFile(long row) {
    return new SourceEnd(row, LogUnit.LOG_ROWS, OptionalLong.empty());
  }

  /** What is not applied by a stream that has applied everything up to a position. */
  SourceBacklog after(long applied) {
    long behind = Math.max(0, position - applied);
    return switch (unit) {
      case WAL_BYTES -> SourceBacklog.ofWal(behind, keptBytes);
      case LOG_ROWS -> SourceBacklog.ofRows(behind);
    };
  }
}
