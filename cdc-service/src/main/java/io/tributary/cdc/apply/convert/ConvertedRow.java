package io.tributary.cdc.apply.convert;

import io.tributary.common.change.RowImage;
import org.jspecify.annotations.Nullable;

/** The result of converting a row of the source: accepted, refused or gone. */
public sealed interface ConvertedRow {

  /** The key of the row at the source. */
  SourceKey key();

  /** The key that the row has in the target; null when none can have it, or another row has it. */
  @Nullable RowImage targetKey();

  /**
   * A row that goes into the target.
   *
   * @param source the row as the source has it
   * @param row the row for the target
   */
  record Accepted(SourceState source, RowImage row, RowImage targetKey) implements ConvertedRow {
    @Override
    public SourceKey key() {
      return source.key();
    }
  }

  /** A row that the source no longer has. */
  record Gone(SourceKey key, @Nullable RowImage targetKey) implements ConvertedRow {}

  /** A row that the source has and that does not go into the target. */
  record Refused(RefusedRow refusal, @Nullable RowImage targetKey) implements ConvertedRow {
    @Override
    public SourceKey key() {
      return refusal.key();
    }
  }
}
