package io.tributary.cdc.apply.restart;

import java.util.OptionalLong;

/** Has the source's own capture empty a table of the stream and send all of its rows again. */
public interface TableResending {
  /**
   * Asks for it; asked again, it is done again.
   *
   * @param table at the source, as verdicts name it
   * @param applied where the stream is applied: where all rows come behind that already, they are
   *     not asked for once more
   * @return a position of the stream that comes behind all of it; empty where there is no such
   *     table
   * @throws io.tributary.common.error.TributaryException when it cannot be asked now
   */
  OptionalLong again(String table, long applied);
}
