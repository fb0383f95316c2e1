package io.tributary.cdc.apply.fold;

import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;

/** An edit of the target's rows that is not a change of the stream itself. */
public sealed interface RowEdit {
  /** The table, by its name at the source. */
  TableName table();

  /** Adds the edit to a fold, behind what it holds. */
  void into(ChangeFold fold);

  /** All rows of a table go away. */
  record Truncation(TableName table) implements RowEdit {
    @Override
    public void into(ChangeFold fold) {
      fold.truncate(table);
    }
  }

  /**
   * The row with a key goes away, if it is there.
   *
   * @param key the columns of the target's key with their values
   */
  record Removal(TableName table, RowImage key) implements RowEdit {
    @Override
    public void into(ChangeFold fold) {
      fold.remove(table, key);
    }
  }

  /**
   * A row is inserted, or overwrites the one with its key.
   *
   * @param row all its values
   */
  record Put(TableName table, RowImage row) implements RowEdit {
    @Override
    public void into(ChangeFold fold) {
      fold.put(table, row);
    }
  }
}
