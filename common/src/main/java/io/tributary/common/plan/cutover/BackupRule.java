package io.tributary.common.plan.cutover;

/**
 * Whether a rehearsal tries that the target's schemas can be dumped and restored.
 *
 * @param demand what is tried, and what a failure means; nothing is tried by default
 * @param checkMillis how long that may take; an hour by default
 */
public record BackupRule(Demand demand, long checkMillis) {
  private static final long CHECK_MILLIS = 3_600_000;

  /** What holds where the file says nothing. */
  public static BackupRule defaults() {
    return new BackupRule(Demand.NONE, CHECK_MILLIS);
  }

  /** Whether anything is tried. */
  public boolean asked() {
    return demand != Demand.NONE;
  }

  /** What it means that a schema cannot be restored, or that it was not tried. */
  public enum Demand {
    /** No rehearsal tries it. */
    NONE,
    /** It is told, and a cutover may begin. */
    WARN,
    /** No cutover begins before a rehearsal has restored every schema as it is. */
    CLOSE_GATE
  }
}
