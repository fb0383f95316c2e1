package io.tributary.orchestrator.observed;

import io.tributary.common.plan.Migration;

/**
 * How the clock of a service agrees with the orchestrator's. Deadlines of a cutover are set by one
 * and obeyed by the other, and the ages of reports and verdicts are told from both. Pure.
 *
 * @param service its name
 * @param aheadMillis by how much its clock is ahead; negative when it is behind
 * @param limitMillis by how much it may be either
 */
public record ClockAgreement(String service, long aheadMillis, long limitMillis) {
  private static final long LEAST_MILLIS = 1_000;
  private static final long MOST_MILLIS = 5_000;

  /** What clocks that differ by more are told, beside the finding. */
  public static final String REMEDY = "Let NTP keep the clocks of all machines, such as by chrony.";

  /** By how much clocks may differ: a fifth of the time that the cutover has, within bounds. */
  public static long limitMillis(Migration plan) {
    long fifth = plan.cutover().timeLimitMillis() / 5;
    return Math.max(LEAST_MILLIS, Math.min(MOST_MILLIS, fifth));
  }

  /** Whether the clocks are near enough to each other. */
  public boolean holds() {
    return Math.abs(aheadMillis) <= limitMillis;
  }

  /** What was measured, a sentence. */
  public String finding() {
    if (holds()) {
      return "The clock of " + service + " agrees with the orchestrator's.";
    }
    return aheadMillis > 0
        ? "The clock of %s is %d ms ahead of the orchestrator's; %d ms are allowed, a fifth of cutover.time-limit-millis."
            .formatted(service, aheadMillis, limitMillis)
        : "The clock of %s is %d ms behind the orchestrator's, or its reports take so long; %d ms are allowed, a fifth of cutover.time-limit-millis."
            .formatted(service, -aheadMillis, limitMillis);
  }
}
