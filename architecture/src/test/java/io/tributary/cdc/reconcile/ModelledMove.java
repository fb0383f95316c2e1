package io.tributary.cdc.reconcile;

/**
 * One thing that may happen to a source.
 *
 * @param what it is
 * @param next the source afterwards
 * @param fault whether it is a fault, from which nobody may expect help
 * @param changedUnder number of the order under which a side was opened or closed, {@link
 *     #UNCHANGED} where none was
 */
public record ModelledMove(String what, ModelledSource next, boolean fault, int changedUnder) {
  /** No side was opened or closed. */
  public static final int UNCHANGED = -1;

  ModelledMove(String what, ModelledSource next, boolean fault) {
    this(what, next, fault, UNCHANGED);
  }

  /** The same after a step from this source, under an order. */
  ModelledMove from(ModelledSource source, int order) {
    boolean changed = !source.home().equals(next.home()) || !source.target().equals(next.target());
    return new ModelledMove(what, next, fault, changed ? order : UNCHANGED);
  }
}
