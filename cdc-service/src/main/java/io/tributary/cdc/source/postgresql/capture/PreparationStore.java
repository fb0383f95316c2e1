package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.DefinitionStore;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.common.json.Json;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What capture found or changed at a source, kept in the target's {@code tributary.preparation}, so
 * that it can be compared and put back. One connection per call; thread-safe.
 */
final class PreparationStore {
  private static final String SLOT = "slot";
  private static final String START = "start-point";
  private static final String OWNER = "owner";
  private static final String ROWS_EXPECTED = "snapshot-rows-expected";
  private static final String IDENTITY = "replica-identity:";
  private static final String KEEP_FIRST =
      """
      INSERT INTO tributary.preparation (migration, source, item, detail, at)
      VALUES (?, ?, ?, ?::jsonb, now()) ON CONFLICT DO NOTHING\
      """;
  private static final String KEEP =
      """
      INSERT INTO tributary.preparation (migration, source, item, detail, at)
      VALUES (?, ?, ?, ?::jsonb, now())
      ON CONFLICT (migration, source, item) DO UPDATE SET detail = excluded.detail, at = now()\
      """;
  private static final String APPLIED =
      "SELECT position FROM tributary.checkpoint WHERE migration = ? AND source = ?";
  private static final String FORGET_LEDGER =
      "DELETE FROM tributary.ledger WHERE migration = ? AND source = ?";
  private static final String FORGET_COPIES =
      "DELETE FROM tributary.copy_chunk WHERE migration = ? AND source = ?";
  private static final String READ =
      """
      SELECT detail FROM tributary.preparation
       WHERE migration = ? AND source = ? AND starts_with(item, ?) ORDER BY item\
      """;
  private static final String FORGET =
      """
      DELETE FROM tributary.preparation
       WHERE migration = ? AND source = ? AND (item IN (?, ?, ?, ?) OR starts_with(item, ?))\
      """;

  private final Databases databases;
  private final DatabaseAddress target;
  private final StreamId id;

  PreparationStore(Databases databases, DatabaseAddress target, StreamId id) {
    this.databases = databases;
    this.target = target;
    this.id = id;
  }

  /**
   * A table's replica identity as it was before.
   *
   * @param table the table at the source
   * @param identity what it had
   */
  record OriginalIdentity(TableName table, ReplicaIdentity identity) {}

  /** Whether anything is kept there: its tables go with the last stream that ends in them. */
  boolean there() {
    try (DatabaseSession session = databases.look(target)) {
      return StateSchema.exists(session);
    }
  }

  /** The mark of what this migration makes at the source; empty before it makes anything. */
  Optional<String> owner() {
    return read(OWNER, String.class).stream().findFirst();
  }

  /** The same, made when there is none. */
  String ensureOwner() {
    run(KEEP_FIRST, OWNER, Json.text("tributary " + UUID.randomUUID()));
    return owner().orElseThrow();
  }

  Optional<SlotIdentity> slot() {
    return read(SLOT, SlotIdentity.class).stream().findFirst();
  }

  void keep(SlotIdentity slot) {
    run(KEEP_FIRST, SLOT, Json.text(slot));
  }

  /** Keeps another slot than before: the same one, on another timeline. */
  void keepInstead(SlotIdentity slot) {
    run(KEEP, SLOT, Json.text(slot));
  }

  /** The position up to which the stream is applied, 0 before anything is. */
  long applied() {
    try (DatabaseSession session = databases.look(target)) {
      return session.first(APPLIED, row -> row.getLong(1), id.migration(), id.source()).orElse(0L);
    }
  }

  /** Where the stream begins; empty when its rows come over the topic, or nothing is decided. */
  Optional<StartPoint> start() {
    return read(START, StartPoint.class).stream().findFirst();
  }

  /** Keeps where the stream begins, instead of what was kept before. */
  void keep(StartPoint start) {
    run(KEEP, START, Json.text(start));
  }

  List<OriginalIdentity> identities() {
    return read(IDENTITY, OriginalIdentity.class);
  }

  /** Keeps the first identity seen: a repeated preparation must not overwrite it. */
  void keep(OriginalIdentity original) {
    run(KEEP_FIRST, IDENTITY + original.table().display(), Json.text(original));
  }

  /** The estimate of the snapshot's rows that was made first; outside empty before one was made. */
  Optional<OptionalLong> rowsExpected() {
    return read(ROWS_EXPECTED, OptionalLong.class).stream().findFirst();
  }

  /** Keeps the first estimate: later ones are not about the snapshot. */
  void keepRowsExpected(OptionalLong rows) {
    run(KEEP_FIRST, ROWS_EXPECTED, Json.text(rows));
  }

  /**
   * Forgets which rows were copied: what stands in the target is not what the source held at the
   * next start, and what was found equal of the rows before. Waits for chunks that somebody is just
   * copying.
   */
  void forgetCopies() {
    run(FORGET_COPIES);
    run(FORGET_LEDGER);
  }

  /** Keeps what tables look like that the stream reads from now on. */
  void keep(List<TableDefinition> definitions) {
    try (DatabaseSession session = databases.look(target)) {
      for (TableDefinition definition : definitions) {
        session.update(
            DefinitionStore.KEEP,
            id.migration(),
            id.source(),
            definition.oid(),
            DefinitionStore.text(definition));
      }
    }
  }

  /** Forgets slot, start, estimate and identities, once they are gone and put back. */
  void forget() {
    forgetCopies();
    run(FORGET, SLOT, START, OWNER, ROWS_EXPECTED, IDENTITY);
  }

  private <T> List<T> read(String item, Class<T> type) {
    try (DatabaseSession session = databases.look(target)) {
      return session.list(
          READ,
          row -> Json.read(row.getString(1).getBytes(StandardCharsets.UTF_8), type),
          id.migration(),
          id.source(),
          item);
    }
  }

  private void run(String sql, String... parameters) {
    try (DatabaseSession session = databases.look(target)) {
      session.update(
          sql,
          Stream.concat(Stream.of(id.migration(), id.source()), Stream.of(parameters)).toArray());
    }
  }
}
