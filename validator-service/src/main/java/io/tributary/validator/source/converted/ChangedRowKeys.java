package io.tributary.validator.source.converted;

import io.tributary.common.change.RowImage;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.source.sqlite.file.KeyText;
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
 * @param copy the rows' copy
 * @param changed what the stream says
 */
record ChangedRowKeys(ConvertedCopy copy, ChangedRows changed) {

  /** The texts of the keys' values in the key's order. */
  List<List<String>> texts() {
    List<String> names = copy.mapping().key();
    return changed.keys().stream().map(key -> names.stream().map(key::get).toList()).toList();
  }

  /**
   * The ids that these keys can have at the target. One that no row has does no harm: neither end
   * has it. Empty when the records do not name rows by the mapping's key, or the key does not move.
   */
  Optional<List<RowId>> ids(Charset encoding) {
    Set<String> names = new HashSet<>(copy.mapping().key());
    boolean named = changed.keys().stream().map(Map::keySet).allMatch(names::equals);
    if (!named || !copy.pair().keyed()) {
      return Optional.empty();
    }
    Set<RowId> ids = new LinkedHashSet<>();
    for (List<String> texts : texts()) {
      for (RowImage key : KeyText.keys(copy.mapping(), texts, encoding)) {
        copy.key(key)
            .filter(row -> !row.values().contains(null))
            .ifPresent(row -> ids.add(new RowId(row.values())));
      }
    }
    return Optional.of(List.copyOf(ids));
  }
}
