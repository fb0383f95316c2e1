package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.fold.RowKeys;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Under which key the file knows a row that got another one: what the target does not have of it
 * goes on with it. One table; not thread-safe.
 */
final class FormerKeys {
  private final TargetTable table;
  private final Map<List<String>, List<String>> former = new HashMap<>();
  private final Set<List<String>> ended = new HashSet<>();

  FormerKeys(TargetTable table) {
    this.table = table;
  }

  /** Takes note of a change, in the order of the stream. */
  void note(RowChange change) {
    List<String> before = RowKeys.of(table, former(change));
    List<String> after = RowKeys.of(table, change.after());
    if (before == null || before.equals(after)) {
      return;
    }
    if (after == null && change.newKey() != null) {
      // The second half of the change tells all of it.
      return;
    }
    // A row that came under a key which another one had left has nothing in the file.
    List<String> origin = ended.contains(before) ? former.get(before) : origin(before);
    former.remove(before);
    ended.add(before);
    if (after != null && origin != null) {
      former.put(after, origin);
    }
  }

  private List<String> origin(List<String> key) {
    return former.getOrDefault(key, key);
  }

  private static @Nullable RowImage former(RowChange change) {
    return change.oldKey() == null ? change.before() : change.oldKey();
  }

  /** The key that the row had; empty where it had no other one. */
  Optional<List<String>> of(List<String> key) {
    return Optional.ofNullable(former.get(key));
  }

  /** Whether the row that had this key before is gone or has another one: the next one is new. */
  boolean ended(List<String> key) {
    return ended.contains(key);
  }
}
