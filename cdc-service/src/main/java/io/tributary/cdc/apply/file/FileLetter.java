package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.commit.Checkpoint;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.Sentences;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that a file does not take, or a change that somebody has made of it at the closed target,
 * as the list of dead letters has it. The values of a row are kept by the file only.
 *
 * @param about the row of the target, or the change
 * @param file its table in the file
 * @param offset on the change topic
 * @param position at the target
 * @param change table and kind of the change, as JSON
 * @param cause why it waits
 */
record FileLetter(
    ListedLetters.Subject about,
    String file,
    long offset,
    long position,
    String change,
    ErrorReport cause) {

  /**
   * That of a row.
   *
   * @param stream the way back
   * @param table the table; null where none of the file's has its name any more
   * @param at the checkpoint of the file that has it
   */
  static FileLetter of(
      StreamId stream, @Nullable ReturningTable table, RefusedRows.Kept kept, Checkpoint at) {
    List<String> key = table == null ? List.of(Json.text(kept.values())) : table.key(kept.row());
    String shown = kept.said() == null ? kept.reason() : kept.said();
    return new FileLetter(
        new ListedLetters.Subject(kept.table(), key, null),
        table == null ? kept.table().display() : table.file(),
        at.offset(),
        at.position(),
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
    return "%s does not take the row: %s. Mend the cause there and type `./tributary replay NAME`, or change the row at the target."
        .formatted(Sentences.beginning(stream.destination()), reason);
  }
}
