package io.tributary.orchestrator.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the source that is kept aside from the target.
 *
 * @param source the source's name
 * @param table the table at the source, schema.table
 * @param key the values of the row's key in the key's order, each cut to 200 characters; null for
 *     NULL
 * @param column the first column that is refused; null when the target refused the row
 * @param reason why, such as {@code NOT_JSON}
 * @param detail the value and why, in words
 * @param position its position at the source
 * @param at when it was kept aside in this state
 * @param place where it stands in the list
 */
public record QuarantineEntry(
    String source,
    String table,
    List<String> key,
    @Nullable String column,
    String reason,
    String detail,
    long position,
    Instant at,
    @JsonIgnore QuarantinePlace place) {
  private static final int LONGEST_VALUE = 200;

  static QuarantineEntry read(ResultSet row) throws SQLException {
    return new QuarantineEntry(
        row.getString(1),
        row.getString(2),
        key(row.getString(4)),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getLong(8),
        row.getObject(9, OffsetDateTime.class).toInstant(),
        new QuarantinePlace(row.getString(1), row.getString(2), row.getString(3)));
  }

  private static List<String> key(String json) {
    List<String> key = new ArrayList<>();
    for (JsonNode value : Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class)) {
      // A number is no value: it tells rows apart whose key is NULL.
      if (!value.isNumber()) {
        key.add(shortened((value.isObject() ? value.get("value") : value).textValue()));
      }
    }
    return key;
  }

  private static @Nullable String shortened(@Nullable String value) {
    return value == null || value.length() <= LONGEST_VALUE
        ? value
        : value.substring(0, LONGEST_VALUE) + "…";
  }
}
