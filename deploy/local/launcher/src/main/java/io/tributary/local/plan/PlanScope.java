package io.tributary.local.plan;

/**
 * How much of a plan is wanted.
 *
 * @param ddl whether the statements for the target are told
 * @param rows whether every row of the sources is converted, and not only the first ones
 */
public record PlanScope(boolean ddl, boolean rows) {
  /** What is told where nothing more is asked for. */
  public static final PlanScope USUAL = new PlanScope(false, false);
}
