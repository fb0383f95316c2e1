package io.tributary.cdc.reconcile;

import io.tributary.common.model.Direction;
import org.jspecify.annotations.Nullable;

/**
 * A source, its part of the target, and the two streams between them: all that a crash leaves, and
 * what the loops know.
 *
 * @param home the source's side
 * @param target the target's
 * @param out the stream that goes out
 * @param back the stream that comes home
 * @param lastToken of the fence that was raised last, null before the first
 * @param start what is there by its last start
 */
public record ModelledSource(
    ModelledSide home,
    ModelledSide target,
    ModelledStream out,
    ModelledStream back,
    @Nullable String lastToken,
    ModelledStart start) {

  /** The stream of a direction. */
  public ModelledStream stream(Direction direction) {
    return direction == Direction.OUT ? out : back;
  }

  /** The side that a stream comes from. */
  public ModelledSide origin(Direction direction) {
    return direction == Direction.OUT ? home : target;
  }

  ModelledSource with(Direction direction, ModelledStream stream) {
    return direction == Direction.OUT
        ? new ModelledSource(home, target, stream, back, lastToken, start)
        : new ModelledSource(home, target, out, stream, lastToken, start);
  }

  ModelledSource withOrigin(Direction direction, ModelledSide side) {
    return direction == Direction.OUT
        ? new ModelledSource(side, target, out, back, lastToken, start)
        : new ModelledSource(home, side, out, back, lastToken, start);
  }

  ModelledSource raised(String token) {
    return new ModelledSource(home, target, out, back, token, start);
  }

  ModelledSource begun(ModelledStart next) {
    return new ModelledSource(home, target, out, back, lastToken, next);
  }

  @Override
  public String toString() {
    return "home %s target %s %s%n      out %s%n      back %s"
        .formatted(home, target, start, out, back);
  }
}
