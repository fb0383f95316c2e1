package io.tributary.cdc.trim;

import java.util.OptionalLong;

/**
 * Up to where a change topic may be cut. All numbers are offsets of the topic.
 *
 * @param applied the last record of which everything is applied
 * @param compared the last record that the validator need not read again; empty when it has not
 *     said so yet
 * @param kept the first record that is too young to go; empty when none is
 */
record TrimPlace(long applied, OptionalLong compared, OptionalLong kept) {

  /**
   * The first record that has to stay, if any may go. The last one that is applied and compared
   * stays too: who reads on behind it finds it there, and so can tell that nothing is missing.
   */
  OptionalLong firstToStay() {
    if (compared.isEmpty()) {
      return OptionalLong.empty();
    }
    long needed = Math.min(applied, compared.getAsLong());
    long first = kept.isEmpty() ? needed : Math.min(needed, kept.getAsLong());
    return first > 0 ? OptionalLong.of(first) : OptionalLong.empty();
  }
}
