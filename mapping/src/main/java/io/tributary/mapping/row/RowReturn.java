package io.tributary.mapping.row;

import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.mapping.conversion.ReturnOutcome;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.conversion.StoredExample;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows of the target back to a source without PostgreSQL's types: the way of {@link
 * RowConversion} backwards. A stored value that converts into the target's value stays as it is;
 * every other one is replaced by one that does. Constants and columns that the target computes do
 * not come back. Pure and thread-safe, as far as the {@link KeyReturn} is.
 */
public final class RowReturn {
  private final TableMapping mapping;
  private final OriginalKeys originals;

  /** The way back of a table. */
  public RowReturn(TableMapping mapping) {
    this.mapping = mapping;
    this.originals = new OriginalKeys(mapping);
  }

  /**
   * Takes a row back.
   *
   * @param target columns of the target with literals as PostgreSQL prints them under {@code
   *     ValueSettings}; what is missing or {@link RowImage#UNCHANGED} stays as the source has it
   * @param stored the row as the source stores it now, by column of the source; empty for one that
   *     it does not have
   */
  public ReturnedRow back(RowImage target, Map<String, SourceValue> stored, KeyReturn keys) {
    Map<String, SourceValue> changed = new LinkedHashMap<>();
    for (ColumnMapping column : mapping.columns()) {
      SourceValue before = stored.getOrDefault(column.source(), SourceValue.NULL);
      String literal = target.value(column.target());
      boolean sent = target.has(column.target()) && !RowImage.unchanged(literal);
      if (stored.isEmpty() || sent && !column.conversion().says(before, literal)) {
        ReturnOutcome outcome = sent ? value(column, target, before, keys) : notSent();
        if (outcome instanceof ReturnOutcome.Refused refused) {
          return new ReturnedRow.Refused(
              column.source(), refused.reason(), refused.text(), refused.said());
        }
        changed.put(column.source(), ((ReturnOutcome.Stored) outcome).value());
      }
    }
    return new ReturnedRow.Accepted(changed);
  }

  /**
   * The key of the source of a row of the target.
   *
   * @param targetKey at least the columns of the target that hold the key
   * @return by column of the source; empty when no row of the source can have it
   */
  public Optional<Map<String, SourceValue>> key(RowImage targetKey, KeyReturn keys) {
    Map<String, SourceValue> key = new LinkedHashMap<>();
    for (ColumnMapping column : mapping.keyColumns()) {
      boolean there = targetKey.value(column.target()) != null;
      if (there
          && value(column, targetKey, SourceValue.NULL, keys)
              instanceof ReturnOutcome.Stored stored) {
        key.put(column.source(), stored.value());
      }
    }
    return mapping.named() && key.size() == mapping.key().size()
        ? Optional.of(key)
        : Optional.empty();
  }

  /**
   * The keys that are looked for in the map of keys when this row, or its key, is taken back: by
   * table of the source, as the map keeps keys of the target.
   */
  public Map<TableName, Set<String>> wanted(RowImage target) {
    return originals.wanted(target);
  }

  /**
   * The key of a row of the target as the map of keys keeps it; empty where the map keeps none of
   * the table.
   *
   * @param targetKey at least the columns of the target that hold the key
   */
  public Optional<String> mapped(RowImage targetKey) {
    return originals.own(targetKey);
  }

  private ReturnOutcome value(
      ColumnMapping column, RowImage target, SourceValue before, KeyReturn keys) {
    String literal = target.value(column.target());
    boolean known = literal != null && originals.knows(column.source());
    // A key that the map does not know is spelled alike by its row and by all that refer to it.
    StoredExample example = new StoredExample(known ? SourceValue.NULL : before, column.affinity());
    Optional<SourceValue> original =
        known ? originals.value(column.source(), target, keys) : Optional.empty();
    ReturnOutcome outcome =
        original.map(ReturnOutcome::stored).orElseGet(() -> back(column, literal, example));
    return outcome instanceof ReturnOutcome.Stored stored
            && !column.conversion().says(example.stored(stored.value()), literal)
        ? ReturnOutcome.refused(
            QuarantineReason.INEXACT,
            String.valueOf(literal),
            "would be stored as " + stored.value().display() + ", which is read as another value",
            "would be stored as something that is read as another value")
        : outcome;
  }

  private static ReturnOutcome back(
      ColumnMapping column, @Nullable String literal, StoredExample example) {
    ReturnOutcome outcome = column.conversion().back(literal, example);
    return outcome instanceof ReturnOutcome.Keyed keyed
        ? ReturnOutcome.stored(keyed.unmapped())
        : outcome;
  }

  private static ReturnOutcome notSent() {
    return new ReturnOutcome.Refused(
        QuarantineReason.NOT_SENT,
        "a large value that the target has left alone is not sent, and the source does not have"
            + " the row",
        "is a large one that the target has left alone and not sent, and the source does not have"
            + " the row");
  }
}
