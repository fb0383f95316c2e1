package io.tributary.mapping.row;

import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.table.MappedReference;
import io.tributary.mapping.table.TableMapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys of the source in the map of keys: those of a table's own rows, and those that its
 * columns refer to. Pure and thread-safe, as far as the {@link KeyReturn} is.
 */
final class OriginalKeys {
  private final TableMapping mapping;
  private final List<MappedReference> references;

  OriginalKeys(TableMapping mapping) {
    this.mapping = mapping;
    boolean kept = mapping.named() && mapping.keysMayMeet();
    this.references =
        Stream.concat(
                kept ? Stream.of(MappedReference.own(mapping)) : Stream.empty(),
                mapping.references().stream())
            .toList();
  }

  /** Whether the values of a column are keys that the map may know. */
  boolean knows(String column) {
    return references.stream().anyMatch(reference -> reference.columns().contains(column));
  }

  /** What the source stores in a column of a row; empty when the map does not know it. */
  Optional<SourceValue> value(String column, RowImage target, KeyReturn keys) {
    return references.stream()
        .filter(reference -> reference.columns().contains(column))
        .flatMap(reference -> value(reference, column, target, keys).stream())
        .findFirst();
  }

  private Optional<SourceValue> value(
      MappedReference reference, String column, RowImage target, KeyReturn keys) {
    return kept(reference, target)
        .flatMap(literals -> keys.original(reference.parent(), literals))
        .map(original -> KeptKey.read(original, reference.key()))
        .map(values -> values.get(reference.columns().indexOf(column)));
  }

  /** The key of a row itself as the map keeps it; empty where the map keeps none of its table. */
  Optional<String> own(RowImage targetKey) {
    return references.stream()
        .filter(reference -> reference.equals(MappedReference.own(mapping)))
        .findFirst()
        .flatMap(reference -> kept(reference, targetKey));
  }

  /** The keys of the target that are looked for, by table of the source. */
  Map<TableName, Set<String>> wanted(RowImage target) {
    Map<TableName, Set<String>> wanted = new HashMap<>();
    for (MappedReference reference : references) {
      kept(reference, target)
          .ifPresent(
              key -> wanted.computeIfAbsent(reference.parent(), t -> new HashSet<>()).add(key));
    }
    return wanted;
  }

  /** The key as the map keeps it; empty when a part of it is NULL or not sent. */
  private Optional<String> kept(MappedReference reference, RowImage target) {
    List<@Nullable String> literals =
        reference.columns().stream()
            .map(name -> target.value(mapping.column(name).orElseThrow().target()))
            .toList();
    boolean whole = literals.stream().noneMatch(l -> l == null || RowImage.unchanged(l));
    return whole ? Optional.of(KeptKey.ofTarget(literals, reference.key())) : Optional.empty();
  }
}
