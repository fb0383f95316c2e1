package io.tributary.validator.offer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.validator.compare.KeyRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements about offered ranges. Whoever compares one holds its row in an open transaction,
 * so that its end, however it comes, lets the row go.
 */
final class OfferStatements {
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  /** A target, or a home, that an older version has prepared has no such table. */
  static final String THERE = "SELECT pg_catalog.to_regclass('tributary.range_offer') IS NOT NULL";

  static final String STREAMS =
      "SELECT DISTINCT migration, source FROM tributary.range_offer WHERE finding IS NULL";

  static final String OFFER =
      """
      INSERT INTO tributary.range_offer
             (id, migration, source, offering, begun, table_schema, table_name, fingerprint,
              after_key, up_to_key, noted_from, offered_at)
      VALUES (?::uuid, ?, ?, ?::uuid, ?, ?, ?, ?, ?, ?, ?, pg_catalog.now())\
      """;

  /** The latest, since those of a run that nobody hears any more are older. */
  static final String TAKE =
      """
      SELECT id, offering, begun, table_schema, table_name, fingerprint, after_key, up_to_key,
             noted_from
        FROM tributary.range_offer
       WHERE migration = ? AND source = ? AND finding IS NULL
       ORDER BY offered_at DESC, id LIMIT 1
         FOR UPDATE SKIP LOCKED\
      """;

  static final String FOUND =
      "UPDATE tributary.range_offer SET finding = ? WHERE id = ?::uuid AND finding IS NULL";

  static final String FINDINGS =
      "SELECT id::text, finding FROM tributary.range_offer WHERE offering = ?::uuid";

  /** Those that nobody compares at this moment. */
  static final String FREE =
      """
      SELECT id::text FROM tributary.range_offer
       WHERE offering = ?::uuid AND finding IS NULL FOR UPDATE SKIP LOCKED\
      """;

  /** Nothing of what somebody holds, or has found. */
  static final String WITHDRAW =
      """
      DELETE FROM tributary.range_offer WHERE id IN (
        SELECT id FROM tributary.range_offer
         WHERE id = ?::uuid AND finding IS NULL FOR UPDATE SKIP LOCKED)\
      """;

  static final String DROP =
      """
      DELETE FROM tributary.range_offer WHERE id IN (
        SELECT id FROM tributary.range_offer WHERE id = ?::uuid FOR UPDATE SKIP LOCKED)\
      """;

  static final String HELD = "SELECT true FROM tributary.range_offer WHERE id = ?::uuid";

  static final String OF_STREAM =
      "SELECT id::text FROM tributary.range_offer WHERE migration = ? AND source = ?";

  private OfferStatements() {}

  static @Nullable Object[] values(RangeOffer offer) {
    return new @Nullable Object[] {
      offer.id().toString(),
      offer.stream().migration(),
      offer.stream().source(),
      offer.offering().toString(),
      offer.begun(),
      offer.table().schema(),
      offer.table().name(),
      offer.fingerprint(),
      json(offer.keys().after()),
      json(offer.keys().upTo()),
      offer.notedFrom()
    };
  }

  static RangeOffer offer(StreamId stream, ResultSet row) throws SQLException {
    return new RangeOffer(
        UUID.fromString(row.getString(1)),
        stream,
        UUID.fromString(row.getString(2)),
        row.getString(3),
        new TableName(row.getString(4), row.getString(5)),
        row.getString(6),
        new KeyRange(key(row.getString(7)), key(row.getString(8))),
        row.getLong(9));
  }

  private static @Nullable String json(@Nullable List<String> key) {
    return key == null ? null : Json.text(key);
  }

  private static @Nullable List<String> key(@Nullable String json) throws SQLException {
    try {
      return json == null ? null : Json.mapper().readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new SQLException("tributary.range_offer holds a key that is no JSON", e);
    }
  }
}
