package io.tributary.cdc.reconcile;

/**
 * What is there of a source by its last start, and which of that the validator has compared.
 *
 * @param named whether it is the source that is ordered to begin anew; the other one never is
 * @param note the last order for which everything was removed, as the target remembers it
 * @param rows whether the target has the rows
 * @param captured whether the source's changes are captured
 * @param capturedBack whether the target's are
 * @param compared the last order that had been carried out when the validator compared the rows
 */
public record ModelledStart(
    boolean named, long note, boolean rows, boolean captured, boolean capturedBack, long compared) {

  static ModelledStart first(boolean named) {
    return new ModelledStart(named, 0, true, true, true, 0);
  }

  /** Whether all is there that a cutover needs, and nothing of it from before an order. */
  public boolean complete(long order) {
    return note == order && compared == order && rows && captured && capturedBack;
  }

  ModelledStart capturing(boolean back, boolean there) {
    return back
        ? new ModelledStart(named, note, rows, captured, there, compared)
        : new ModelledStart(named, note, rows, there, capturedBack, compared);
  }

  ModelledStart copied(boolean there) {
    return new ModelledStart(named, note, there, captured, capturedBack, compared);
  }

  ModelledStart noted(long order) {
    return new ModelledStart(named, order, rows, captured, capturedBack, compared);
  }

  ModelledStart comparedSince(long order) {
    return new ModelledStart(named, note, rows, captured, capturedBack, order);
  }
}
