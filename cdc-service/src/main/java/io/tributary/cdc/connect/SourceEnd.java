package io.tributary.cdc.connect;

/**
 * Where the log of a source ends, in the positions of its stream.
 *
 * @param position the end
 * @param unit what lies between two positions
 * @param keptBytes what the source keeps of the log for the stream, -1 when unknown or no WAL
 */
public record SourceEnd(long position, LogUnit unit, long keptBytes) {

  /** What a log is counted in. */
  public enum LogUnit {
    /** Bytes of PostgreSQL's WAL. */
    WAL_BYTES,
    /** Rows of the log in a file, each a change. */
    LOG_ROWS
  }

  /** The end of a server's WAL. */
  public static SourceEnd ofWal(long position, long keptBytes) {
    return new SourceEnd(position, LogUnit.WAL_BYTES, keptBytes);
  }

  /** The end of a file's log. */
  public static SourceEnd ofFile(long row) {
    return new SourceEnd(row, LogUnit.LOG_ROWS, SourceLag.UNKNOWN);
  }
}
