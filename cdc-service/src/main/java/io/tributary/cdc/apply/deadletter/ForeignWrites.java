package io.tributary.cdc.apply.deadletter;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The changes that somebody has made on a closed side, within one open transaction of the side that
 * was opened instead. Each is kept as a dead letter and never applied; it counts when the
 * transaction commits. Not thread-safe.
 */
public final class ForeignWrites {
  private final ApplySession session;
  private final StreamId stream;
  private final DeadLetterStore store;
  private final String token;
  private final List<DeadLetter> letters = new ArrayList<>();
  private @Nullable ErrorReport first;

  /**
   * None yet.
   *
   * @param token of the fence behind which they were made
   */
  public ForeignWrites(ApplySession session, StreamId stream, String token) {
    this.session = session;
    this.stream = stream;
    this.store = new DeadLetterStore(stream);
    this.token = token;
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
    String change =
        Json.text(Map.of("schema", table.schema(), "table", table.name(), "op", "TRUNCATE"));
    add(record, table, position, new ParkedKey(target.display(), "[]"), null, change);
  }

  private void add(
      StreamRecord record,
      TableName table,
      long position,
      ParkedKey key,
      @Nullable ParkedKey other,
      String change) {
    ErrorReport report = report(table, position);
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

  private ErrorReport report(TableName table, long position) {
    return ErrorReport.of(
        ApplyError.FOREIGN_WRITE,
        "Table %s of %s was changed past its fence (%s), at position %d, and %s was opened before that. The change is kept as a dead letter of stream %s and applied nowhere. Carry over by hand what is worth it, then discard it (`DELETE /migrations/%s/dead-letters/<id>?source=%s`); %s then still has the row as it was changed, so %s"
            .formatted(
                table.display(),
                stream.origin(),
                token,
                position,
                stream.destination(),
                stream.source(),
                stream.migration(),
                stream.source(),
                stream.origin(),
                evening()),
        Map.of(
            "migration", stream.migration(),
            "source", stream.source(),
            "table", table.display(),
            "position", String.valueOf(position),
            "fence", token));
  }

  /** What makes both sides equal again. */
  private String evening() {
    return stream.goesBack()
        ? "order repair once the validator has confirmed that it differs."
        : "update the row at %s in a way that changes nothing, which sends it to %s again, and delete at %s a row that only it has."
            .formatted(stream.destination(), stream.origin(), stream.origin());
  }
}
