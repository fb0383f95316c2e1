package io.tributary.cdc.connect;

/**
 * How far what is applied lies behind the source itself, whatever became of the changes in between.
 *
 * @param measured whether the source was asked of late; otherwise nothing is known
 * @param millis how long the oldest change that is not applied has been at the source, at least; 0
 *     when there is none, -1 when unknown
 * @param behindBytes WAL between what is applied and the end of the source's; -1 when unknown, or
 *     where a log is no WAL
 * @param behindRows rows of a file's log that are not applied; -1 when unknown, or where a log is
 *     WAL
 * @param keptBytes WAL that the source keeps for the stream; -1 when unknown, or where a log is no
 *     WAL
 */
public record SourceLag(
    boolean measured, long millis, long behindBytes, long behindRows, long keptBytes) {
  static final long UNKNOWN = -1;

  /** A source that was not asked. */
  public static SourceLag unknown() {
    return new SourceLag(false, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
  }

  /** Of a source that was asked, so far behind its end. */
  static SourceLag of(long millis, SourceEnd end, long behind) {
    return switch (end.unit()) {
      case WAL_BYTES -> new SourceLag(true, millis, behind, UNKNOWN, end.keptBytes());
      case LOG_ROWS -> new SourceLag(true, millis, UNKNOWN, behind, end.keptBytes());
    };
  }

  /** The lag to tell, with what apply says of the changes that it has at hand. */
  public long with(long applyMillis) {
    if (!measured) {
      return applyMillis;
    }
    if (applyMillis < 0) {
      // Nothing comes, or nothing is applied: an end that was reached before says nothing of now.
      return millis > 0 ? millis : UNKNOWN;
    }
    return millis < 0 ? UNKNOWN : Math.max(millis, applyMillis);
  }
}
