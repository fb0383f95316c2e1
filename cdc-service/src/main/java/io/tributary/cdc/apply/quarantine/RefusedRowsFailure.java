package io.tributary.cdc.apply.quarantine;

import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.error.TributaryException;
import java.util.List;
import java.util.Map;

/** The end of a run at refused rows, in a migration that is to stop there. */
public final class RefusedRowsFailure extends TributaryException {
  private static final long serialVersionUID = 1L;

  private final transient LaterStates.Search search;

  /**
   * The error, which names the first row.
   *
   * @param rows at least one, by their position
   * @param search looks for later states of them
   */
  public RefusedRowsFailure(String source, List<RefusedRow> rows, LaterStates.Search search) {
    super(ApplyError.ROW_REFUSED, message(source, rows), fields(source, rows.get(0)));
    this.search = search;
  }

  /** What finds out whether later states of the rows are in the stream already. */
  public LaterStates.Search search() {
    return search;
  }

  private static String message(String source, List<RefusedRow> rows) {
    RefusedRow first = rows.get(0);
    return "The row "
        + first.key().json()
        + " of table "
        + first.key().table().display()
        + " of source "
        + source
        + " does not go into the target: "
        + (first.column() == null ? "" : "column " + first.column() + ": ")
        + first.said()
        + " ("
        + first.reason()
        + "). "
        + (rows.size() == 1 ? "" : "The same holds of " + (rows.size() - 1) + " more behind it. ")
        + "The stream stops before it. Correct the row at the source and type `./tributary resume NAME`: it"
        + " goes on with the corrected row. Or abort the migration and start a new one with"
        + " on-invalid: quarantine.";
  }

  private static Map<String, String> fields(String source, RefusedRow first) {
    return Map.of(
        "source",
        source,
        "table",
        first.key().table().display(),
        "key",
        first.key().json(),
        "column",
        first.column() == null ? "" : first.column(),
        "reason",
        first.reason().name());
  }
}
