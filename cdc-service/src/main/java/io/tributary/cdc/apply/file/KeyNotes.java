package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.quarantine.KeyMapStore;
import io.tributary.cdc.apply.session.TargetCalls;
import io.tributary.common.model.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of the map of keys by the rows that one transaction of a file takes home: a row that
 * comes has its key, and a key whose row goes is nobody's. What was noted last counts. Not
 * thread-safe.
 */
final class KeyNotes {
  private final Set<TableName> emptied = new HashSet<>();
  private final Map<TableName, Map<String, Optional<String>>> owners = new HashMap<>();

  /** All rows of a table of the source are gone. */
  void emptied(TableName table) {
    emptied.add(table);
    owners.remove(table);
  }

  /** The row of a key of the target is gone, or has another key. */
  void left(TableName table, String targetKey) {
    of(table).put(targetKey, Optional.empty());
  }

  /** A row of the source has a key of the target. */
  void taken(TableName table, String targetKey, String sourceKey) {
    of(table).put(targetKey, Optional.of(sourceKey));
  }

  private Map<String, Optional<String>> of(TableName table) {
    return owners.computeIfAbsent(table, unseen -> new HashMap<>());
  }

  /** Writes it into the map; again, it changes nothing. */
  void keep(KeyMapStore store, TargetCalls target) {
    emptied.forEach(table -> store.vacateTable(target, table));
    owners.forEach((table, keys) -> keep(store, target, table, keys));
  }

  private static void keep(
      KeyMapStore store,
      TargetCalls target,
      TableName table,
      Map<String, Optional<String>> owners) {
    Set<String> left = new HashSet<>();
    Map<String, String> taken = new HashMap<>();
    owners.forEach(
        (key, owner) ->
            owner.ifPresentOrElse(source -> taken.put(key, source), () -> left.add(key)));
    store.vacate(target, table, left);
    store.change(target, table, Set.of(), taken);
  }
}
