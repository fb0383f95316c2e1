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
    return new MissingRow(
        table,
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

  /** The target lacks a row that is to be changed. */
  public static final class MissingRow extends TributaryException {
    private static final long serialVersionUID = 1L;

    private final transient TableName table;

    private MissingRow(TableName table, String message, Map<String, String> fields) {
      super(ApplyError.ROW_MISSING, message, fields);
      this.table = table;
    }

    /** The table at the target. */
    public TableName table() {
      return table;
    }

    /**
     * The same with a cheaper cure than to begin its source anew.
     *
     * @param command as it is typed
     */
    public MissingRow curedBy(String command) {
      return new MissingRow(
          table,
          report()
              .message()
              .replace(
                  StreamId.RESTART_COMMAND,
                  command + ", which replaces the rows of this table alone"),
          report().fields());
    }
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
