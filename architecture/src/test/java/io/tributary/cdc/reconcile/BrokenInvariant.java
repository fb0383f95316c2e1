package io.tributary.cdc.reconcile;

/** A state or a step that must never be. */
public final class BrokenInvariant extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** Says which invariant does not hold. */
  public BrokenInvariant(String what) {
    super(what);
  }
}
