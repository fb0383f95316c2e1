package io.tributary.local.back;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which of many like cases a run of a test goes through: some of them, other ones each time and the
 * same ones for the same seed, or all with {@code -Dtributary.test.every-case=true}.
 */
final class SampledCases {
  /** Whether a run goes through every case, however long that takes. */
  static final boolean EVERY = Boolean.getBoolean("tributary.test.every-case");

  private SampledCases() {}

  /** At most so many of them; all in their order where every case is asked for. */
  static <T> List<T> of(int most, List<T> cases, Random random) {
    if (EVERY) {
      return cases;
    }
    List<T> shuffled = new ArrayList<>(cases);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, Math.min(most, shuffled.size()));
  }
}
