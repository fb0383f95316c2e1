package io.tributary.validator.source.chroma;

import io.tributary.validator.neighbour.VectorSpace;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vector that an id has once the queue is replayed over what its folder holds.
 *
 * <p>Chroma writes the folder first and then how far it is, so a folder may hold the results of the
 * first few writes of the queue already. Each number of writes for which the folder holds what it
 * would hold then is a possible past; the vector is {@link #certain} when all of them come to the
 * same. They do not for an update of an absent id that is followed by its add.
 *
 * @param vector by the noted position; null for none
 * @param certain whether no other past would give another vector
 */
record ReplayedVector(float @Nullable [] vector, boolean certain) {
  private static final double ROUNDED = 2e-7;

  /** A vector that was there before the writes, whatever it was. */
  private static final float[] SOME = new float[0];

  static ReplayedVector of(float @Nullable [] held, List<QueuedWrite> writes, VectorSpace space) {
    float @Nullable [] vector = from(held, writes);
    boolean certain = true;
    float @Nullable [] absent = null;
    float @Nullable [] present = SOME;
    for (int done = 1; done <= writes.size() && certain; done++) {
      absent = writes.get(done - 1).over(absent);
      present = writes.get(done - 1).over(present);
      boolean possible = same(held, absent, space) || same(held, present, space);
      if (possible) {
        certain = same(vector, from(held, writes.subList(done, writes.size())), space);
      }
    }
    return new ReplayedVector(vector, certain);
  }

  private static float @Nullable [] from(float @Nullable [] held, List<QueuedWrite> writes) {
    float @Nullable [] vector = held;
    for (QueuedWrite write : writes) {
      vector = write.over(vector);
    }
    return vector;
  }

  private static boolean same(float @Nullable [] one, float @Nullable [] other, VectorSpace space) {
    if (one == null || other == null) {
      return one == other;
    }
    if (one == SOME || other == SOME) {
      return true;
    }
    if (!space.rounds() || one.length != other.length) {
      return Arrays.equals(one, other);
    }
    for (int i = 0; i < one.length; i++) {
      if (!(Math.abs((double) one[i] - other[i]) <= ROUNDED * Math.abs(other[i]))) {
        return false;
      }
    }
    return true;
  }
}
