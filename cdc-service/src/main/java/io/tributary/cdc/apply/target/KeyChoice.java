package io.tributary.cdc.apply.target;

import java.util.List;
import java.util.Optional;

/**
 * Which index tells the rows of a table apart.
 *
 * @param columns its columns, empty when there is none
 * @param arbiter whether ON CONFLICT can use it
 * @param otherUniques whether rows can collide in another index
 */
record KeyChoice(List<String> columns, boolean arbiter, boolean otherUniques) {

  /**
   * A unique index or exclusion constraint.
   *
   * @param immediate whether it is checked at once, not at the end of a transaction
   * @param usable whether it is unique over plain NOT NULL columns of all rows
   */
  record UniqueIndex(boolean primary, boolean immediate, boolean usable, List<String> columns) {}

  /** The primary key, or else the first immediate and usable unique index. */
  static KeyChoice of(List<UniqueIndex> indexes) {
    Optional<UniqueIndex> chosen =
        indexes.stream()
            .filter(UniqueIndex::primary)
            .findFirst()
            .or(() -> indexes.stream().filter(i -> i.usable() && i.immediate()).findFirst());
    boolean others = indexes.size() > (chosen.isPresent() ? 1 : 0);
    return chosen
        .map(index -> new KeyChoice(index.columns(), index.immediate(), others))
        .orElse(new KeyChoice(List.of(), false, others));
  }
}
