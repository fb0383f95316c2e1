package io.tributary.cdc.apply.table;

import java.util.List;
import java.util.Optional;

/**
 * The key that tells the rows of a target table apart.
 *
 * @param columns of the primary key, or else of a usable unique index; empty when there is none
 * @param otherUniques whether rows can collide in another index
 * @param indexed whether a unique index is on the key, so that an insert can find the row that it
 *     is to overwrite
 */
public record KeyChoice(List<String> columns, boolean otherUniques, boolean indexed) {
  public KeyChoice {
    columns = List.copyOf(columns);
  }

  /**
   * A unique index or exclusion constraint.
   *
   * @param immediate whether it is checked at once, not at the end of a transaction
   * @param usable whether it is unique over plain NOT NULL columns of all rows
   */
  record UniqueIndex(boolean primary, boolean immediate, boolean usable, List<String> columns) {}

  /**
   * The primary key, or else the first usable unique index. One that is checked later does not
   * count: inside a transaction two rows may have the same values, so that these do not say which
   * of them a change is about.
   */
  static KeyChoice of(List<UniqueIndex> indexes) {
    List<UniqueIndex> immediate = indexes.stream().filter(UniqueIndex::immediate).toList();
    Optional<UniqueIndex> chosen =
        immediate.stream()
            .filter(UniqueIndex::primary)
            .findFirst()
            .or(() -> immediate.stream().filter(UniqueIndex::usable).findFirst());
    boolean others = indexes.size() > (chosen.isPresent() ? 1 : 0);
    return new KeyChoice(chosen.map(UniqueIndex::columns).orElse(List.of()), others, true);
  }
}
