package io.tributary.cdc.apply.fold;

import io.tributary.common.change.RowImage;
import java.util.List;
import java.util.Optional;

/** The effect of a batch on the row with one key, so far. */
sealed interface KeyEffect {

  KeyEffect REMOVE = new Remove();

  /** The effect of a row's state, which may lack values that only the target has. */
  static KeyEffect of(RowImage row) {
    return row.complete() ? new Put(row) : new Patch(row);
  }

  /** The effect after a later state of the same row; empty when there is no row to take it on. */
  Optional<KeyEffect> then(RowImage later);

  /** The same effect on the key that the row was given, when it had this one before. */
  default KeyEffect movedFrom(List<String> from) {
    return this;
  }

  /** Adds what is to be written for the key to the table's effects. */
  void addTo(TableEffects effects, List<String> key);

  /** The row is there with these values. */
  record Put(RowImage row) implements KeyEffect {
    @Override
    public Optional<KeyEffect> then(RowImage later) {
      return complete(later.filledFrom(row));
    }

    @Override
    public void addTo(TableEffects effects, List<String> key) {
      effects.puts().add(row);
    }
  }

  /** The row of the target gets these values and keeps the others. */
  record Patch(RowImage row) implements KeyEffect {
    @Override
    public Optional<KeyEffect> then(RowImage later) {
      return Optional.of(of(later.filledFrom(row)));
    }

    @Override
    public KeyEffect movedFrom(List<String> from) {
      return new Move(from, row);
    }

    @Override
    public void addTo(TableEffects effects, List<String> key) {
      effects.patches().add(row);
    }
  }

  /**
   * The row gets these values, and the others from the row of another key.
   *
   * @param from the key whose row in the target has the missing values
   */
  record Move(List<String> from, RowImage row) implements KeyEffect {
    @Override
    public Optional<KeyEffect> then(RowImage later) {
      return Optional.of(of(later.filledFrom(row)).movedFrom(from));
    }

    @Override
    public void addTo(TableEffects effects, List<String> key) {
      effects.moves().add(new TableEffects.Move(from, row));
    }
  }

  /** No row has the key any more. */
  record Remove() implements KeyEffect {
    @Override
    public Optional<KeyEffect> then(RowImage later) {
      return complete(later);
    }

    @Override
    public void addTo(TableEffects effects, List<String> key) {
      if (!effects.truncate()) {
        effects.removes().add(key);
      }
    }
  }

  private static Optional<KeyEffect> complete(RowImage row) {
    return row.complete() ? Optional.of(new Put(row)) : Optional.empty();
  }
}
