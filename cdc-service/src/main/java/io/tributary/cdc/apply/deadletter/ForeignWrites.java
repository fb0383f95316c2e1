package io.tributary.cdc.apply.deadletter;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The changes that somebody has made on a closed side, within one open transaction of the side that
 * was opened instead. Each is kept as a dead letter and never applied; it counts when the
 * transaction commits. Not thread-safe.
 */
public final class ForeignWrites {
  private final ApplySession session;
  private final DeadLetterStore store;
  private final ForeignWriteReport words;
  private final List<DeadLetter> letters = new ArrayList<>();
  private @Nullable ErrorReport first;

  /**
   * None yet.
   *
   * @param token of the fence behind which they were made
   */
  public ForeignWrites(ApplySession session, StreamId stream, String token) {
    this.session = session;
    this.store = new DeadLetterStore(stream);
    this.words = new ForeignWriteReport(stream, token);
  }

  /**
   * Keeps a change of a row.
   *
   * @param rows the rows of the other side that it is about, one or two
   */
  public void keep(StreamRecord record, RowChange change, List<ParkedKey> rows) {
    ParkedKey key = rows.isEmpty() ? new ParkedKey(change.table().display(), "[]") : rows.get(0);
    ParkedKey other = rows.size() > 1 ? rows.get(1) : null;
    add(record, change.table(), change.lsn(), key, other, ParkedChangeJson.keepable(change));
  }

  /**
   * Keeps that a table was emptied.
   *
   * @param target the table at the other side
   */
  public void keepEmptied(StreamRecord record, TableName table, long position, TableName target) {
    ParkedKey whole = new ParkedKey(target.display(), "[]");
    add(record, table, position, whole, null, ParkedChangeJson.emptied(table));
  }

  private void add(
      StreamRecord record,
      TableName table,
      long position,
      ParkedKey key,
      @Nullable ParkedKey other,
      String change) {
    ErrorReport report = words.of(table, position);
    DeadLetter letter =
        new DeadLetter(key, other, record.offset(), position, change, Json.text(report));
    store.add(session, letter);
    letters.add(letter);
    first = first == null ? report : first;
  }

  /** What was kept. */
  public List<DeadLetter> letters() {
    return letters;
  }

  /** The first that was kept, in words. */
  public Optional<ErrorReport> first() {
    return Optional.ofNullable(first);
  }
}
