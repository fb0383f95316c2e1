package io.tributary.files.chroma.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of the queue make of one id's vector, as Chroma itself would do it. Pure.
 *
 * <p>The files of a segment may be further than its position says: they are written first. Then the
 * rows are replayed over their own result. That changes nothing, but for one sequence: an update of
 * an absent id, which does nothing, followed by an add. Replayed over the result the update takes
 * effect and the add does not. {@link #doubtful} tells it.
 *
 * @param entries of the one id, in order
 */
record QueueReplay(List<QueueEntry> entries) {

  /**
   * @param persisted what the files hold, null for nothing
   * @return null if there is no vector
   */
  float @Nullable [] over(float @Nullable [] persisted) {
    float @Nullable [] vector = persisted;
    for (QueueEntry entry : entries) {
      vector =
          switch (entry.operation()) {
            case ADD -> vector == null ? entry.vector() : vector;
            case UPDATE -> vector == null || entry.vector() == null ? vector : entry.vector();
            case UPSERT -> entry.vector() == null ? vector : entry.vector();
            case DELETE -> null;
          };
    }
    return vector;
  }

  /** Whether the result depends on how far the files are. */
  boolean doubtful() {
    boolean updated = false;
    boolean added = false;
    for (QueueEntry entry : entries) {
      boolean sets = entry.vector() != null;
      if (entry.operation() == QueueEntry.Operation.DELETE
          || (sets && entry.operation() == QueueEntry.Operation.UPSERT)
          || (sets && added && entry.operation() == QueueEntry.Operation.UPDATE)) {
        // From here on it is the same, whatever was before.
        return false;
      }
      updated |= sets && entry.operation() == QueueEntry.Operation.UPDATE;
      added |= sets && entry.operation() == QueueEntry.Operation.ADD;
    }
    return updated && added;
  }
}
