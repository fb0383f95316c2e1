package io.tributary.validator.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.verdict.TableDigests;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.verdict.TableOutcome;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the ranges of one stream's tables in the target's {@code tributary} schema.
 *
 * @param stream whose tables
 */
record RangeStatements(StreamId stream) {
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
  private static final String READ =
      """
      SELECT table_schema, table_name, begun, after_key, up_to_key, equal_at, covers_up_to,
             position, millis, leader_rows, follower_rows, leader_digest, follower_digest, digest_method
        FROM tributary.ledger_range
       WHERE migration = ? AND source = ?
       ORDER BY table_schema, table_name, number\
      """;
  private static final String DROP =
      """
      DELETE FROM tributary.ledger_range
       WHERE migration = ? AND source = ? AND table_schema = ? AND table_name = ?\
      """;
  private static final String KEEP =
      """
      INSERT INTO tributary.ledger_range
        (migration, source, table_schema, table_name, begun, number, after_key, up_to_key, equal_at,
         covers_up_to, position, millis, leader_rows, follower_rows, leader_digest,
         follower_digest, digest_method)
      SELECT ?, ?, ?, ?, ?, r.number::int, nullif(r.after, ''), nullif(r.up_to, ''),
             nullif(r.at, '')::timestamptz, nullif(r.covered, '')::bigint,
             nullif(r.position, '')::bigint,
             nullif(r.millis, '')::bigint, nullif(r.rows_here, '')::bigint,
             nullif(r.rows_there, '')::bigint, nullif(r.digest_here, ''),
             nullif(r.digest_there, ''), nullif(r.method, '')
        FROM ROWS FROM (
               pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]),
               pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]),
               pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]),
               pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]),
               pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]),
               pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]))
             AS r (number, after, up_to, at, covered, position, millis, rows_here, rows_there, digest_here,
                   digest_there, method)
      ON CONFLICT (migration, source, table_schema, table_name, number) DO UPDATE
         SET begun = excluded.begun, after_key = excluded.after_key,
             up_to_key = excluded.up_to_key, equal_at = excluded.equal_at,
             covers_up_to = excluded.covers_up_to, position = excluded.position, millis = excluded.millis,
             leader_rows = excluded.leader_rows, follower_rows = excluded.follower_rows,
             leader_digest = excluded.leader_digest, follower_digest = excluded.follower_digest,
             digest_method = excluded.digest_method\
      """;

  /** The ranges of one table, as one comparison has cut them. */
  private record Row(TableName table, String begun, KeptRange range) {}

  /** The ranges of each table that belong to a comparison. */
  Function<TableName, Function<String, List<KeptRange>>> read(Connection connection)
      throws SQLException {
    Map<TableName, Map<String, List<KeptRange>>> found = new HashMap<>();
    BoundStatement.of(READ, stream.migration(), stream.source())
        .list(connection, RangeStatements::row)
        .forEach(
            row ->
                found
                    .computeIfAbsent(row.table(), table -> new HashMap<>())
                    .computeIfAbsent(row.begun(), begun -> new ArrayList<>())
                    .add(row.range()));
    return table -> begun -> found.getOrDefault(table, Map.of()).getOrDefault(begun, List.of());
  }

  private static Row row(ResultSet row) throws SQLException {
    @Nullable Timestamp at = row.getTimestamp(6);
    Optional<KeptRange.Equal> equal =
        at == null
            ? Optional.empty()
            : Optional.of(
                new KeptRange.Equal(
                    at.toInstant(),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9),
                    new TableOutcome.Rows(row.getLong(10), row.getLong(11)),
                    new TableDigests(row.getString(12), row.getString(13), row.getString(14))));
    return new Row(
        new TableName(row.getString(1), row.getString(2)),
        row.getString(3),
        new KeptRange(new KeyRange(key(row.getString(4)), key(row.getString(5))), equal));
  }

  private static @Nullable List<String> key(@Nullable String json) throws SQLException {
    try {
      return json == null ? null : Json.mapper().readValue(json, TEXTS);
    } catch (IOException e) {
      throw new SQLException("tributary.ledger_range holds a key that is no JSON", e);
    }
  }

  /** Makes these the ranges of a table, of which others may be kept. */
  void keep(Connection connection, KeptTable now, Optional<KeptTable> before) throws SQLException {
    if (now.ranges().isEmpty() && before.filter(kept -> !kept.ranges().isEmpty()).isEmpty()) {
      // What else may be there belongs to no comparison that the ledger names.
      return;
    }
    boolean same = before.filter(kept -> sameCut(kept, now)).isPresent();
    if (!same) {
      TableName table = now.table();
      BoundStatement.of(DROP, stream.migration(), stream.source(), table.schema(), table.name())
          .update(connection);
    }
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < now.ranges().size(); i++) {
      if (!same || !now.ranges().get(i).equals(before.orElseThrow().ranges().get(i))) {
        changed.add(i);
      }
    }
    if (!changed.isEmpty()) {
      keep(connection, now, changed);
    }
  }

  private static boolean sameCut(KeptTable one, KeptTable other) {
    return one.begun().equals(other.begun())
        && one.ranges().stream()
            .map(KeptRange::keys)
            .toList()
            .equals(other.ranges().stream().map(KeptRange::keys).toList());
  }

  private void keep(Connection connection, KeptTable now, List<Integer> numbers)
      throws SQLException {
    List<KeptRange> some = numbers.stream().map(now.ranges()::get).toList();
    BoundStatement.of(
            KEEP,
            stream.migration(),
            stream.source(),
            now.table().schema(),
            now.table().name(),
            now.begun().orElseThrow(),
            numbers.stream().map(String::valueOf).toList(),
            some.stream().map(range -> json(range.keys().after())).toList(),
            some.stream().map(range -> json(range.keys().upTo())).toList(),
            texts(some, KeptRange.Equal::at),
            texts(some, KeptRange.Equal::coversUpTo),
            texts(some, KeptRange.Equal::position),
            texts(some, KeptRange.Equal::millis),
            texts(some, was -> was.rows().source()),
            texts(some, was -> was.rows().target()),
            texts(some, was -> orEmpty(was.digests().sourceDigest())),
            texts(some, was -> orEmpty(was.digests().targetDigest())),
            texts(some, was -> orEmpty(was.digests().digestMethod())))
        .update(connection);
  }

  private static List<String> texts(
      List<KeptRange> ranges, Function<KeptRange.Equal, Object> value) {
    return ranges.stream()
        .map(range -> range.equal().map(was -> String.valueOf(value.apply(was))).orElse(""))
        .toList();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String json(@Nullable List<String> key) {
    return key == null ? "" : Json.text(key);
  }
}
