package io.tributary.orchestrator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How many changes of a table a stream has brought since it began. Rows of the copy are none. What
 * a process had counted in its last second is missing where it was killed.
 *
 * @param source the source's name, with .back behind it for its way back
 * @param table where the stream comes from, as verdicts name it; with all of its partitions
 * @param updates also those of a key; of a file or a directory inserted rows too, because its log
 *     says which row changed and not how
 * @param bytes size of their events on the topic
 * @param since when the first was counted
 * @param at when the last was counted
 */
public record ChangeCountEntry(
    String source,
    String table,
    long inserts,
    @Schema(description = "Also those of a key; of a file or a directory inserted rows too")
        long updates,
    long deletes,
    @Schema(description = "How often the table was emptied as a whole") long truncates,
    @Schema(description = "Size of the changes on the topic") long bytes,
    Instant since,
    Instant at) {

  static ChangeCountEntry read(ResultSet row) throws SQLException {
    return new ChangeCountEntry(
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getObject(8, OffsetDateTime.class).toInstant(),
        row.getObject(9, OffsetDateTime.class).toInstant());
  }
}
