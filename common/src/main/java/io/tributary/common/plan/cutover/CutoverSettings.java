package io.tributary.common.plan.cutover;

import io.tributary.common.plan.query.QueryLimits;
import java.util.List;
import java.util.Map;

/**
 * When a cutover may start, how long it may take, and what switches the applications.
 *
 * @param timeLimitMillis from the first fence to the switch; beyond it the cutover is undone;
 *     10,000 by default
 * @param maxLagMillis the gate: each stream must lag less than this; 1,000 by default
 * @param openTransactions what happens to transactions that are open at the fence
 * @param openTransactionsWaitMillis how long to wait for them first; 2,000 by default
 * @param switchActions run in order once everything was found equal
 * @param acceptQuarantined the gate: by source, how many quarantined rows the operator leaves
 *     behind at most; none where a source is not named
 * @param acceptQuarantinedNames the same by name, {@code schema.table/key}: exactly these may stay
 * @param queryLimits how slow the queries of the file may be at the target; the defaults where it
 *     is null, as in files that were taken before there were queries
 * @param backupRule whether a rehearsal tries backups of the target; the defaults where it is null
 */
public record CutoverSettings(
    long timeLimitMillis,
    long maxLagMillis,
    OpenTransactions openTransactions,
    long openTransactionsWaitMillis,
    List<SwitchAction> switchActions,
    Map<String, Long> acceptQuarantined,
    Map<String, List<String>> acceptQuarantinedNames,
    QueryLimits queryLimits,
    BackupRule backupRule) {

  private static final long TIME_LIMIT_MILLIS = 10_000;
  private static final long REHEARSAL_LIMITS = 6;
  private static final long REHEARSAL_LIMIT_MILLIS = 60_000;
  private static final long MOST_RESERVE_MILLIS = 2_000;
  private static final long MAX_LAG_MILLIS = 1_000;
  private static final long OPEN_TRANSACTIONS_WAIT_MILLIS = 2_000;

  public CutoverSettings {
    switchActions = List.copyOf(switchActions);
    acceptQuarantined = acceptQuarantined == null ? Map.of() : Map.copyOf(acceptQuarantined);
    acceptQuarantinedNames =
        acceptQuarantinedNames == null ? Map.of() : Map.copyOf(acceptQuarantinedNames);
    queryLimits = queryLimits == null ? QueryLimits.defaults() : queryLimits;
    backupRule = backupRule == null ? BackupRule.defaults() : backupRule;
  }

  /** A cutover that leaves no quarantined row behind. */
  public CutoverSettings(
      long timeLimitMillis,
      long maxLagMillis,
      OpenTransactions openTransactions,
      long openTransactionsWaitMillis,
      List<SwitchAction> switchActions) {
    this(
        timeLimitMillis,
        maxLagMillis,
        openTransactions,
        openTransactionsWaitMillis,
        switchActions,
        Map.of(),
        Map.of());
  }

  /** A cutover that accepts quarantined rows by their number only. */
  public CutoverSettings(
      long timeLimitMillis,
      long maxLagMillis,
      OpenTransactions openTransactions,
      long openTransactionsWaitMillis,
      List<SwitchAction> switchActions,
      Map<String, Long> acceptQuarantined) {
    this(
        timeLimitMillis,
        maxLagMillis,
        openTransactions,
        openTransactionsWaitMillis,
        switchActions,
        acceptQuarantined,
        Map.of());
  }

  /** A cutover before which queries may be as slow as by default. */
  public CutoverSettings(
      long timeLimitMillis,
      long maxLagMillis,
      OpenTransactions openTransactions,
      long openTransactionsWaitMillis,
      List<SwitchAction> switchActions,
      Map<String, Long> acceptQuarantined,
      Map<String, List<String>> acceptQuarantinedNames) {
    this(
        timeLimitMillis,
        maxLagMillis,
        openTransactions,
        openTransactionsWaitMillis,
        switchActions,
        acceptQuarantined,
        acceptQuarantinedNames,
        QueryLimits.defaults(),
        BackupRule.defaults());
  }

  /**
   * How much of the time limit is kept for undoing where clients of a pooler are held: a fifth, at
   * most 2 s. They are let go at the limit, and what undoes the cutover should be done by then.
   */
  public long heldReserveMillis() {
    return Math.min(timeLimitMillis / 5, MOST_RESERVE_MILLIS);
  }

  /** The same with another rule for the rehearsal's backup. */
  public CutoverSettings with(BackupRule rule) {
    return new CutoverSettings(
        timeLimitMillis,
        maxLagMillis,
        openTransactions,
        openTransactionsWaitMillis,
        switchActions,
        acceptQuarantined,
        acceptQuarantinedNames,
        queryLimits,
        rule);
  }

  /** The same with other switch actions. */
  public CutoverSettings switching(List<SwitchAction> actions) {
    return new CutoverSettings(
        timeLimitMillis,
        maxLagMillis,
        openTransactions,
        openTransactionsWaitMillis,
        actions,
        acceptQuarantined,
        acceptQuarantinedNames,
        queryLimits,
        backupRule);
  }

  /**
   * How long the rehearsal may take, which keeps nobody from writing: six times the limit of what
   * is behind the fence, because a large change may have to be applied and compared first; but no
   * more than a minute where that limit itself is shorter.
   */
  public long rehearsalLimitMillis() {
    return Math.max(
        timeLimitMillis, Math.min(REHEARSAL_LIMITS * timeLimitMillis, REHEARSAL_LIMIT_MILLIS));
  }

  /** How many quarantined rows of a source may stay behind. */
  public long accepted(String source) {
    return acceptQuarantined.getOrDefault(source, (long) acceptedNames(source).size());
  }

  /** Which of them, where the file names them; empty where it does not. */
  public List<String> acceptedNames(String source) {
    return acceptQuarantinedNames.getOrDefault(source, List.of());
  }

  /** The defaults, with no switch action. */
  public static CutoverSettings defaults() {
    return new CutoverSettings(
        TIME_LIMIT_MILLIS,
        MAX_LAG_MILLIS,
        OpenTransactions.ABORT_CUTOVER,
        OPEN_TRANSACTIONS_WAIT_MILLIS,
        List.of());
  }

  /** What happens to writers that still hold a transaction open when the wait is over. */
  public enum OpenTransactions {
    /** The cutover is undone; the writers go on. */
    ABORT_CUTOVER,
    /** Their sessions are terminated; their transactions roll back at the source. */
    TERMINATE
  }
}
