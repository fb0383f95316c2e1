package io.tributary.cdc.apply.target;

import java.util.List;
import java.util.Optional;

/**
 * Which index tells the rows of a table apart.
 *
 * @param columns its columns, empty when there is none
 * @param otherUniques whether rows can collide in another index
 */
record KeyChoice(List<String> columns, boolean otherUniques) {

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
    return new KeyChoice(chosen.map(UniqueIndex::columns).orElse(List.of()), others);
  }
}
