package io.tributary.validator.source.converted;

import io.tributary.common.change.RowImage;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.row.KeyReturn;
import io.tributary.mapping.row.RowReturn;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.catalog.KeyColumn;
import io.tributary.validator.catalog.TableShape;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of changed rows as the stream of the way back names them, which is by the target's keys.
 *
 * @param changed what the stream says
 */
record ReturnedRowKeys(ChangedRows changed) {
  /** Types whose values the change topic spells as PostgreSQL prints them. */
  private static final Set<String> ONE_SPELLING =
      Set.of("smallint", "integer", "bigint", "text", "character varying", "uuid");

  /**
   * The rows' ids, which are their keys at the target; empty when the records do not tell them.
   *
   * @param target the table at the target
   */
  Optional<List<RowId>> ids(TableShape target) {
    List<String> names = target.keyNames();
    Set<String> all = Set.copyOf(names);
    boolean told =
        !names.isEmpty()
            && !changed.beyondKeys()
            && target.key().stream().map(KeyColumn::type).allMatch(ONE_SPELLING::contains)
            && changed.keys().stream().map(Map::keySet).allMatch(all::equals);
    return told
        ? Optional.of(
            changed.keys().stream()
                .map(key -> new RowId(names.stream().map(key::get).toList()))
                .toList())
        : Optional.empty();
  }

  /**
   * The texts of the keys that these rows have at the file, if a key of the target stands for one
   * key of the file and for no other. One that no row has does no harm.
   */
  Optional<List<List<String>>> texts(TableMapping mapping) {
    boolean referring =
        mapping.references().stream()
            .anyMatch(reference -> reference.columns().stream().anyMatch(mapping.key()::contains));
    if (!mapping.named() || mapping.keysMayMeet() || referring) {
      return Optional.empty();
    }
    RowReturn back = new RowReturn(mapping);
    List<List<String>> texts = new ArrayList<>();
    for (Map<String, String> key : changed.keys()) {
      List<String> names = List.copyOf(key.keySet());
      RowImage image = new RowImage(names, names.stream().map(key::get).toList());
      Optional<List<String>> text =
          back.key(image, KeyReturn.NONE).flatMap(values -> texts(mapping, values));
      if (text.isEmpty()) {
        return Optional.empty();
      }
      texts.add(text.get());
    }
    return Optional.of(texts);
  }

  private static Optional<List<String>> texts(
      TableMapping mapping, Map<String, SourceValue> values) {
    List<String> texts = new ArrayList<>();
    for (String column : mapping.key()) {
      String text = text(values.get(column));
      if (text == null) {
        return Optional.empty();
      }
      texts.add(text);
    }
    return Optional.of(texts);
  }

  private static @Nullable String text(@Nullable SourceValue value) {
    if (value instanceof SourceValue.Whole whole) {
      return Long.toString(whole.value());
    }
    return value instanceof SourceValue.Text text ? text.value() : null;
  }
}
