package io.tributary.cdc.apply.convert;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.mapping.source.MappingBasis;
import java.util.Map;

/** The errors of a source whose rows are converted. */
public final class MappingErrors {
  private MappingErrors() {}

  /** Nothing says how the rows are to be converted. */
  public static TributaryException basisMissing(StreamId stream) {
    return new TributaryException(
        ApplyError.MAPPING_MISSING,
        "The target does not hold what the mapping of "
            + stream
            + " was made from (item "
            + MappingBasis.ITEM
            + " of tributary.preparation), so that no row can be converted. "
            + stream.beginAnew(),
        Map.of("source", stream.source()));
  }

  /** The table is not what the target was made from. */
  static TributaryException changed(String source, TableName table, String difference) {
    return new TributaryException(
        ApplyError.SCHEMA_CHANGED,
        "Table "
            + table.display()
            + " of source "
            + source
            + " was changed: "
            + difference
            + ". The stream stops before what follows, because the declared mapping does not say"
            + " what becomes of it. Type "
            + StreamId.RESTART_COMMAND
            + "; undoing the change at the source does not help any more, because it is in the"
            + " stream.",
        Map.of("source", source, "table", table.display(), "change", difference));
  }
}
