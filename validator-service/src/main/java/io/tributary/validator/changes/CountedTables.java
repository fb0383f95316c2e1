package io.tributary.validator.changes;

import io.tributary.common.model.TableName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The keys of tables that changed since the tables were counted in a snapshot that is still held.
 * They are noted apart from those that have to be compared, which are forgotten once they were.
 * Guarded by the {@link DirtyTables} that they belong to.
 */
final class CountedTables {
  private final Map<TableName, DirtyKeys> tables = new HashMap<>();
  private final Set<TableName> sharing = new HashSet<>();

  /** These tables, and no others, will be counted. */
  void begin(Collection<TableName> counted) {
    end();
    counted.forEach(table -> tables.put(table, new DirtyKeys()));
  }

  /**
   * A record touched a key; an empty key stands for all rows.
   *
   * @param mostKeys keys of the table that are worth remembering
   * @param mostOfAll keys of all tables that are worth remembering
   */
  void changed(TableName table, Map<String, String> key, long offset, int mostKeys, int mostOfAll) {
    DirtyKeys keys = tables.get(table);
    if (keys != null) {
      sharing.add(table);
      keys.changed(key, offset, Math.min(mostKeys, mostOfAll / sharing.size()));
    }
  }

  /** Any row of any table may have changed. */
  void changed(long offset) {
    tables.values().forEach(keys -> keys.giveUp(offset));
  }

  /** What changed of a table; any row where it was not counted. */
  ChangedRows of(TableName table) {
    DirtyKeys keys = tables.get(table);
    return keys == null ? ChangedRows.any() : keys.rows();
  }

  /** A table is another one from now on. */
  void end(TableName table) {
    tables.remove(table);
    sharing.remove(table);
  }

  /** Nobody asks any more. */
  void end() {
    tables.clear();
    sharing.clear();
  }
}
