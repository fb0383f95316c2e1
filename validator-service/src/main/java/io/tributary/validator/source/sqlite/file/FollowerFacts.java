package io.tributary.validator.source.sqlite.file;

import io.tributary.validator.source.end.Checkpoint;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The checkpoint that a file keeps of the stream that is applied to it, among the facts of the
 * capture. It changes in the transaction in which the rows do.
 *
 * @param file inside of whose reads this is asked
 */
public record FollowerFacts(SqliteFileReader file) {
  private static final String FACTS =
      "SELECT name, CAST(value AS TEXT) FROM _tributary_capture WHERE name IN"
          + " ('back_offset', 'back_position', 'back_fence', 'back_complete')";

  /** How far the file is; empty when nothing was ever applied to it. */
  public Optional<Checkpoint> checkpoint() throws SQLException {
    if (file.number("SELECT 1 FROM sqlite_master WHERE name = '_tributary_capture'").isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> facts = new HashMap<>();
    file.each(FACTS, row -> facts.put(row.getString(1), row.getString(2)));
    String offset = facts.get("back_offset");
    String position = facts.get("back_position");
    return offset == null || position == null
        ? Optional.empty()
        : Optional.of(
            new Checkpoint(
                Long.parseLong(offset),
                Long.parseLong(position),
                Optional.ofNullable(facts.get("back_fence")),
                "true".equals(facts.get("back_complete"))));
  }
}
