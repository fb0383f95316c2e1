package io.tributary.cdc.apply.fold;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.List;
import java.util.Map;

/** The errors of changes that cannot be folded or have no row to change. */
public final class FoldErrors {
  private FoldErrors() {}

  /** The change does not say which row it is about. */
  static TributaryException keyUnknown(TableName table, String missing) {
    return new TributaryException(
        ApplyError.KEY_UNKNOWN,
        "A change of "
            + table.display()
            + " does not say which row it is about ("
            + missing
            + "). Run at the source: `ALTER TABLE "
            + Sql.table(table)
            + " REPLICA IDENTITY FULL;` Then type "
            + StreamId.RESTART_COMMAND
            + ".",
        Map.of("table", table.display()));
  }

  /** The row that is to be changed is not in the target. */
  public static TributaryException rowMissing(TableName table, List<String> key) {
    return new TributaryException(
        ApplyError.ROW_MISSING,
        "The row "
            + key
            + " of "
            + table.display()
            + " is to be changed, but the target does not have it: somebody deleted or changed it"
            + " there. The stream stops before the change. Put the row back, or type "
            + StreamId.RESTART_COMMAND
            + ".",
        Map.of("table", table.display(), "key", String.valueOf(key)));
  }

  /** A row has another key since, and a value that was not sent with it. */
  public static TributaryException movedWhileCopied(TableName table, List<String> key) {
    return new TributaryException(
        ApplyError.MOVED_WHILE_COPIED,
        "The row "
            + key
            + " of "
            + table.display()
            + " got another key while its table was copied in parts, after a restart of the copy."
            + " What the change does not say of it cannot be told from the parts. Type "
            + StreamId.RESTART_COMMAND
            + ".",
        Map.of("table", table.display(), "key", String.valueOf(key)));
  }
}
