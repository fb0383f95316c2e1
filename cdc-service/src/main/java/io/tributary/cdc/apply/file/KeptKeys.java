package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.quarantine.KeyMapStore;
import io.tributary.cdc.apply.session.TargetCalls;
import io.tributary.common.model.TableName;
import io.tributary.mapping.row.KeyReturn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of the map of keys that a batch needs, read at once, and what the batch makes of it. A
 * key stays in the map when its row goes: where it comes again, rows that refer to it find it as
 * they spell it. But nobody has it then, and what comes to the file under it, in whichever
 * spelling, may go out. Not thread-safe.
 */
final class KeptKeys implements KeyReturn {
  private final KeyMapStore store;
  private final TargetCalls target;
  private final Map<TableName, Set<String>> wanted = new HashMap<>();
  private final Map<TableName, Map<String, String>> known = new HashMap<>();
  private final KeyNotes notes = new KeyNotes();

  /**
   * Nothing is read yet.
   *
   * @param store the map, as the way out has filled it
   */
  KeptKeys(KeyMapStore store, TargetCalls target) {
    this.store = store;
    this.target = target;
  }

  /** These keys will be asked for. */
  void want(Map<TableName, Set<String>> keys) {
    keys.forEach(
        (table, texts) -> wanted.computeIfAbsent(table, unseen -> new HashSet<>()).addAll(texts));
  }

  /** Reads what is wanted and not known. */
  void read() {
    wanted.forEach(
        (table, keys) ->
            known
                .computeIfAbsent(table, unseen -> new HashMap<>())
                .putAll(store.spellings(target, table, keys)));
    wanted.clear();
  }

  /** What this transaction makes of the map. */
  KeyNotes notes() {
    return notes;
  }

  /** Writes that, before the file's transaction is committed. */
  void keep() {
    notes.keep(store, target);
  }

  @Override
  public Optional<String> original(TableName table, String targetKey) {
    return Optional.ofNullable(known.getOrDefault(table, Map.of()).get(targetKey));
  }
}
