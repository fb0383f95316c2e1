package io.tributary.orchestrator.store;

import io.tributary.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that the target refused, without its values.
 *
 * @param id of the dead letter; unique in the target and never used again
 * @param source the source's name
 * @param table the table at the source, schema.table
 * @param target the same at the target
 * @param key the values of the row's key, in the key's order, each cut to 200 characters; of a
 *     table without key the whole row
 * @param op INSERT, UPDATE, DELETE or TRUNCATE
 * @param position its position at the source (LSN as a number)
 * @param code of the error
 * @param cause the error in words
 * @param at when it was set aside
 * @param laterChanges changes of the same row that came after it and wait for it
 */
public record DeadLetterEntry(
    long id,
    String source,
    String table,
    String target,
    List<String> key,
    String op,
    long position,
    String code,
    String cause,
    Instant at,
    long laterChanges) {
  private static final int LONGEST_VALUE = 200;

  static DeadLetterEntry read(ResultSet row) throws SQLException {
    return new DeadLetterEntry(
        row.getLong(1),
        row.getString(2),
        row.getString(3) + "." + row.getString(4),
        row.getString(5),
        key(row.getString(6)),
        row.getString(7),
        row.getLong(8),
        row.getString(9),
        row.getString(10),
        row.getObject(11, OffsetDateTime.class).toInstant(),
        row.getLong(12));
  }

  private static List<String> key(String json) {
    String[] values = Json.read(json.getBytes(StandardCharsets.UTF_8), String[].class);
    return Arrays.stream(values).map(DeadLetterEntry::shortened).toList();
  }

  private static @Nullable String shortened(@Nullable String value) {
    return value == null || value.length() <= LONGEST_VALUE
        ? value
        : value.substring(0, LONGEST_VALUE) + "…";
  }
}
