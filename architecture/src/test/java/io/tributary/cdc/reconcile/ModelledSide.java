package io.tributary.cdc.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * One side of a source as its database has it.
 *
 * @param fence token of the fence that stands, null when none does
 * @param opened whether the stream that ends here is told that the side was opened
 * @param gate whether it is closed from its creation
 */
public record ModelledSide(@Nullable String fence, boolean opened, boolean gate) {

  /** Whether applications may write here. */
  public boolean writable() {
    return fence == null && !gate;
  }

  ModelledSide fenced(String token) {
    return new ModelledSide(token, false, gate);
  }

  ModelledSide open() {
    return new ModelledSide(null, true, false);
  }

  @Override
  public String toString() {
    return (writable() ? "OPEN" : "closed(" + (gate ? "gate" : fence) + ")") + (opened ? "!" : "");
  }
}
