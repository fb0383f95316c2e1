package io.tributary.validator.changes;

import io.tributary.common.model.TableName;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One table of which changes are noted: since it was found equal, and since a comparison of all its
 * rows began that goes on. Guarded by the {@link DirtyTables} that it belongs to.
 */
final class TrackedTable {
  private final List<TableName> parts;
  private final int mostKeys;
  private @Nullable DirtyKeys sinceEqual;
  private @Nullable DirtyKeys sinceBegun;
  private long begunAt;
  private boolean lasting;

  /**
   * A table of which nothing is known.
   *
   * @param parts the table and its partitions: the names by which its changes can go
   * @param mostKeys changed keys that are worth remembering; with more, that the table changed
   */
  TrackedTable(List<TableName> parts, int mostKeys) {
    this.parts = List.copyOf(parts);
    this.mostKeys = mostKeys;
  }

  List<TableName> parts() {
    return parts;
  }

  int mostKeys() {
    return mostKeys;
  }

  boolean sameAs(List<TableName> otherParts, int otherKeys) {
    return Set.copyOf(parts).equals(Set.copyOf(otherParts)) && mostKeys == otherKeys;
  }

  /** A comparison begins; changes up to this offset may not be noted for it. */
  void begin(long offset) {
    sinceBegun = new DirtyKeys();
    begunAt = offset;
    lasting = false;
  }

  /**
   * The same of one that began elsewhere.
   *
   * @param covered offset up to which its readings so far cover all changes
   * @param comparedUpTo offset up to which the others were compared
   */
  void beginAgain(long covered, long comparedUpTo) {
    sinceBegun = DirtyKeys.behind(comparedUpTo);
    begunAt = covered;
    lasting = false;
  }

  /**
   * The comparison that began last goes on range by range: the records that it has not compared are
   * needed by whoever takes it over. Empty where none goes on.
   */
  Optional<Noting> last(DirtyTables of) {
    lasting = true;
    return Optional.ofNullable(sinceBegun)
        .map(keys -> new Noting(of, this, keys, keys.from(begunAt)));
  }

  /** Whether this is what is noted for the comparison that goes on. */
  boolean notes(DirtyKeys keys) {
    return sinceBegun == keys;
  }

  /** It was found equal before, and all changes up to this offset were compared. */
  void resume(long comparedUpTo) {
    sinceEqual = DirtyKeys.behind(comparedUpTo);
    sinceBegun = null;
  }

  /** The comparison that goes on came to nothing: what was known before still holds. */
  void abandon() {
    sinceBegun = null;
  }

  /** Nothing is known of the table. */
  void unknown() {
    sinceEqual = null;
    sinceBegun = null;
  }

  /**
   * All rows were found equal.
   *
   * @param upTo offset that was applied before the leader was read
   * @param seen offset up to which records were looked at
   */
  void compared(long upTo, long seen) {
    if (sinceBegun != null && upTo >= begunAt) {
      sinceEqual = sinceBegun;
    } else if (sinceEqual == null && seen <= upTo) {
      sinceEqual = new DirtyKeys();
    }
    sinceBegun = null;
    if (sinceEqual != null) {
      sinceEqual.compared(upTo);
    }
  }

  void changed(Map<String, String> key, long offset, int room) {
    int most = Math.min(mostKeys, room);
    if (sinceEqual != null) {
      sinceEqual.changed(key, offset, most);
    }
    if (sinceBegun != null) {
      sinceBegun.changed(key, offset, most);
    }
  }

  /** Whether one more key would be too many, although some can be remembered. */
  boolean full(Map<String, String> key, int room) {
    int most = Math.min(mostKeys, room);
    return most > 0
        && ((sinceEqual != null && sinceEqual.full(key, most))
            || (sinceBegun != null && sinceBegun.full(key, most)));
  }

  void giveUp(long offset) {
    if (sinceEqual != null) {
      sinceEqual.giveUp(offset);
    }
    if (sinceBegun != null) {
      sinceBegun.giveUp(offset);
    }
  }

  /** Forgets keys that were found equal; how many. */
  int forget(Collection<Map<String, String>> equal, long upTo) {
    int ofEqual = sinceEqual == null ? 0 : sinceEqual.forget(equal, upTo);
    int ofBegun = sinceBegun == null ? 0 : sinceBegun.forget(equal, upTo);
    return Math.max(ofEqual, ofBegun);
  }

  /** The changed keys that are remembered, and the offset of the last record of each. */
  Map<Map<String, String>, Long> latest() {
    Map<Map<String, String>, Long> latest = new HashMap<>();
    if (sinceBegun != null) {
      latest.putAll(sinceBegun.latest());
    }
    if (sinceEqual != null) {
      latest.putAll(sinceEqual.latest());
    }
    return latest;
  }

  /** How many keys are remembered. */
  int size() {
    return Math.max(
        sinceEqual == null ? 0 : sinceEqual.size(), sinceBegun == null ? 0 : sinceBegun.size());
  }

  /** What changed since it was found equal; any row where that was never. */
  ChangedRows rows() {
    return sinceEqual == null ? ChangedRows.any() : sinceEqual.rows();
  }

  /** Whether it was found equal, and all that changed since is noted. */
  boolean known() {
    return sinceEqual != null;
  }

  /** The offset up to which every change was compared; empty when nothing is known. */
  OptionalLong comparedUpTo(long noted) {
    return sinceEqual == null
        ? OptionalLong.empty()
        : OptionalLong.of(sinceEqual.comparedUpTo(noted));
  }

  /** The offset up to which nobody needs a record any more; empty when all may go. */
  OptionalLong neededBehind(long noted) {
    return Stream.of(sinceEqual, lasting ? sinceBegun : null)
        .filter(Objects::nonNull)
        .mapToLong(keys -> keys.comparedUpTo(noted))
        .min();
  }
}
