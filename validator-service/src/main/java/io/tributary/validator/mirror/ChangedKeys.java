package io.tributary.validator.mirror;

import io.tributary.common.change.Row;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.file.KeyText;
import io.tributary.validator.stream.Changed;
import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of changed rows as the stream names them, at the source and at the target.
 *
 * @param mirror the rows' mirror
 * @param changed what the stream says
 */
record ChangedKeys(Mirror mirror, Changed changed) {

  /** The texts of the keys' values in the key's order. */
  List<List<String>> texts() {
    List<String> names = mirror.mapping().key();
    return changed.keys().stream().map(key -> names.stream().map(key::get).toList()).toList();
  }

  /**
   * The ids that these keys can have at the target. One that no row has does no harm: neither end
   * has it. Empty when the records do not name rows by the mapping's key, or the key does not move.
   */
  Optional<List<RowId>> ids(Charset encoding) {
    Set<String> names = new HashSet<>(mirror.mapping().key());
    boolean named = changed.keys().stream().map(Map::keySet).allMatch(names::equals);
    if (!named || !mirror.pair().keyed()) {
      return Optional.empty();
    }
    Set<RowId> ids = new LinkedHashSet<>();
    for (List<String> texts : texts()) {
      for (Row key : KeyText.keys(mirror.mapping(), texts, encoding)) {
        mirror
            .key(key)
            .filter(row -> !row.values().contains(null))
            .ifPresent(row -> ids.add(new RowId(row.values())));
      }
    }
    return Optional.of(List.copyOf(ids));
  }
}
