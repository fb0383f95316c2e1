package io.tributary.common.observed;

/**
 * How long cdc-service took at the rehearsal for what it does behind a fence, in milliseconds. Of
 * the fence and the opening the second run counts, on connections that are open: so they run behind
 * the fence.
 *
 * @param fenceMillis the statements that raise the fence, without locks and without a commit
 * @param openMillis what is read for the opening, and its transaction without any change
 * @param workMillis the whole step, with connections opened and everything done a first time
 */
public record RehearsedSteps(long fenceMillis, long openMillis, long workMillis) {

  /** The same steps when the whole took longer. */
  public RehearsedSteps within(long wholeMillis) {
    return new RehearsedSteps(fenceMillis, openMillis, wholeMillis);
  }
}
