package io.tributary.cdc.source.converted;

import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.ColumnDirection;
import io.tributary.common.plan.RollbackFollowUp;
import io.tributary.mapping.source.MappingBasis;
import java.util.List;

/** What the target keeps about a source besides its tables. */
public final class BookkeepingRows {
  private static final List<String> TABLES = List.of("quarantine", "key_map");

  private BookkeepingRows() {}

  /** Removes it. */
  public static void remove(PreparationJournal preparation) {
    StreamId stream = preparation.stream();
    TABLES.forEach(
        table ->
            preparation
                .session()
                .run(
                    "DELETE FROM tributary." + table + " WHERE migration = ? AND source = ?",
                    stream.migration(),
                    stream.source()));
    preparation.forget(MappingBasis.ITEM);
    preparation.forget(ColumnDirection.ITEM);
    preparation.forget(RollbackFollowUp.ITEM);
  }
}
