package io.tributary.cdc.pooler;

import java.util.Optional;

/**
 * What is known of a pooler.
 *
 * @param read whether its file was read since the service was started
 * @param mark that its clients are held, as the file says
 * @param moved whether the file leads to the target
 * @param paused whether the pooler has confirmed that its clients wait
 * @param proven the cutover before which everything was tried that changes nothing for clients
 * @param ended the cutover in which nobody is held any more: it took too long, or failed
 * @param leading the cutover for which the pooler was seen to follow the file
 */
record PoolerFacts(
    boolean read,
    Optional<HoldMark> mark,
    boolean moved,
    boolean paused,
    Optional<String> proven,
    Optional<String> ended,
    Optional<String> leading) {
  /** Nothing is known. */
  static final PoolerFacts UNKNOWN =
      new PoolerFacts(
          false,
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  PoolerFacts with(EntriesText text) {
    return new PoolerFacts(true, text.mark(), text.moved(), paused, proven, ended, leading);
  }

  PoolerFacts withPaused(boolean now) {
    return new PoolerFacts(read, mark, moved, now, proven, ended, leading);
  }

  PoolerFacts withProven(String cutover) {
    return new PoolerFacts(read, mark, moved, paused, Optional.of(cutover), ended, leading);
  }

  PoolerFacts withEnded(String cutover) {
    return new PoolerFacts(read, mark, moved, paused, proven, Optional.of(cutover), leading);
  }

  PoolerFacts withLeading(String cutover) {
    return new PoolerFacts(read, mark, moved, paused, proven, ended, Optional.of(cutover));
  }
}
