package io.tributary.common.observed;

import java.util.OptionalLong;

/**
 * What a source's own log holds that is not applied.
 *
 * @param behindBytes WAL between what is applied and the end of the source's; empty when unknown,
 *     or where the source has no WAL
 * @param behindRows rows of the log in a source's file that are not applied; empty when unknown, or
 *     where the source is no file
 * @param keptWalBytes WAL that the source keeps for the stream; empty when unknown or none
 */
public record SourceBacklog(
    OptionalLong behindBytes, OptionalLong behindRows, OptionalLong keptWalBytes) {

  /** Of a source that was not asked. */
  public static SourceBacklog unknown() {
    return new SourceBacklog(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
  }

  /** Of a server. */
  public static SourceBacklog ofWal(long behindBytes, OptionalLong keptBytes) {
    return new SourceBacklog(OptionalLong.of(behindBytes), OptionalLong.empty(), keptBytes);
  }

  /** Of a file. */
  public static SourceBacklog ofRows(long behindRows) {
    return new SourceBacklog(
        OptionalLong.empty(), OptionalLong.of(behindRows), OptionalLong.empty());
  }
}
