package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.Sentences;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that a file does not take, as the list of dead letters has it: without its values, which
 * the file keeps.
 *
 * @param row the row of the target
 * @param file its table in the file
 * @param change table and kind of the change, as JSON
 * @param cause why it waits
 */
record FileLetter(ListedLetters.RowName row, String file, String change, ErrorReport cause) {

  /**
   * That of a row.
   *
   * @param stream the way back
   * @param table the table; null where none of the file's has its name any more
   */
  static FileLetter of(StreamId stream, @Nullable ReturningTable table, RefusedRows.Kept kept) {
    List<String> key = table == null ? List.of(Json.text(kept.values())) : table.key(kept.row());
    String shown = kept.said() == null ? kept.reason() : kept.said();
    return new FileLetter(
        new ListedLetters.RowName(kept.table(), key),
        table == null ? kept.table().display() : table.file(),
        Json.text(
            Map.of(
                "schema", kept.table().schema(),
                "table", kept.table().name(),
                "op", kept.there() ? "UPDATE" : "INSERT")),
        ErrorReport.of(
            ApplyError.CHANGE_REFUSED,
            refused(stream, kept.reason()),
            Map.of(ErrorReport.SAID, refused(stream, shown))));
  }

  private static String refused(StreamId stream, String reason) {
    return "%s does not take the row: %s. Mend the cause there and order a replay, or change the row at the target."
        .formatted(Sentences.beginning(stream.destination()), reason);
  }
}
