package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.fence.SqliteFence;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One read of the file for the stream.
 *
 * @param output where its records are made
 * @param content the version of the file's content that is read
 * @param last the number of the log's last row that is read
 */
record StreamRead(
    CaptureReading reading,
    StreamOutput output,
    ReadPace pace,
    VectorComparison comparison,
    long content,
    long last) {

  /** Whether the file is closed, and the stream has passed the mark of what closes it. */
  boolean behindStandingFence() throws SQLException {
    return SqliteFence.standsBefore(reading.log(), output.cursor());
  }

  /** The tables of which nothing is known that was sent, though they have to be compared. */
  Set<String> unknown() {
    return reading.forms().values().stream()
        .filter(output::unknown)
        .map(TableForm::collection)
        .collect(Collectors.toUnmodifiableSet());
  }
}
