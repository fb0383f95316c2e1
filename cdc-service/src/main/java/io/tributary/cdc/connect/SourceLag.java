package io.tributary.cdc.connect;

import io.tributary.common.observed.SourceBacklog;
import java.util.OptionalLong;

/**
 * How far what is applied lies behind a source that was asked of late, whatever became of the
 * changes in between.
 *
 * @param millis how long the oldest change that is not applied has been at the source, at least; 0
 *     when there is none, empty when unknown
 * @param backlog what of the source's log is not applied
 */
public record SourceLag(OptionalLong millis, SourceBacklog backlog) {

  /**
   * The lag to tell, with what apply says of the changes that it has at hand. Where that is
   * unknown, nothing comes or nothing is applied, and an end of the log that was reached before
   * says nothing of now.
   */
  public OptionalLong with(OptionalLong applyMillis) {
    if (millis.isEmpty()) {
      return millis;
    }
    if (applyMillis.isEmpty()) {
      return millis.getAsLong() > 0 ? millis : applyMillis;
    }
    return OptionalLong.of(Math.max(millis.getAsLong(), applyMillis.getAsLong()));
  }
}
