package io.tributary.cdc.converted;

import io.tributary.cdc.schema.Preparation;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.model.StreamId;
import java.util.List;

/** What the target keeps about a source besides its tables. */
public final class OwnRows {
  private static final List<String> TABLES = List.of("quarantine", "key_map");

  private OwnRows() {}

  /** Removes it. */
  public static void remove(Preparation preparation) {
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
  }
}
