package io.tributary.connect.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Sends what the log names. A transaction of the stream ends when one read has seen the end of the
 * log: then every row is as it was at that read, because whatever changed after it had been read is
 * in the log behind it and was read again. Not thread-safe.
 */
final class Streaming {
  private final Records records;
  private final Pace pace;
  private final Set<String> described = new HashSet<>();
  private Reading reading;
  private Position position;
  private long cursor;
  private TransactionRun run;
  private Rescan rescan;
  private long seen = -1;

  /** Whether those who follow the stream know how far it is, though nothing may have changed. */
  private boolean told;

  Streaming(Reading reading, Records records, Pace pace, Position position) {
    this.reading = reading;
    this.records = records;
    this.pace = pace;
    this.position = position;
    this.cursor = position.seq();
  }

  Position position() {
    return position;
  }

  boolean insideTransaction() {
    return run != null;
  }

  /** Goes on with other definitions; a table that was being read again begins anew. */
  void redefined(Reading changed) {
    reading = changed;
    described.clear();
    seen = -1;
    if (rescan != null) {
      TableForm form = changed.forms().get(rescan.table());
      rescan = form == null ? null : new Rescan(rescan.table(), form);
    }
  }

  List<SourceRecord> next() throws SQLException {
    if (run == null && seen >= 0 && reading.contentVersion() == seen) {
      return List.of();
    }
    List<SourceRecord> out = new ArrayList<>();
    reading.begin(position);
    long content = reading.sqlite().contentVersion();
    long last = reading.log().last();
    if (rescan != null) {
      rescan(out);
    } else if (cursor < last) {
      piece(out);
    }
    boolean exhausted = cursor == last && rescan == null;
    if (exhausted && !told) {
      begin(out);
    }
    if (exhausted && run != null) {
      end(out);
      told = true;
    }
    seen = exhausted ? content : -1;
    reading.end(run != null);
    return out;
  }

  private void end(List<SourceRecord> out) throws SQLException {
    position = new Position(cursor, reading.log().nonce(cursor).orElseThrow(), reading.file());
    records.boundary(position);
    out.add(records.end(run, cursor));
    run = null;
  }

  private void begin(List<SourceRecord> out) {
    if (run == null) {
      run = new TransactionRun(position.seq() + 1);
      out.add(records.begin(run));
    }
  }

  /** Keys up to the next entry of another kind, or that entry. */
  private void piece(List<SourceRecord> out) throws SQLException {
    long until = reading.log().endOfPiece(cursor, pace.rows());
    List<CaptureLog.Entry> entries = reading.log().entries(cursor, until);
    if (!entries.isEmpty() && entries.get(0).seq() == reading.log().endOfPiece(cursor, 1)) {
      entry(entries.get(0), out);
      cursor = entries.get(0).seq();
      return;
    }
    if (!entries.isEmpty()) {
      until = entries.get(0).seq() - 1;
    }
    long size = 0;
    for (long id : reading.log().changed(cursor, until)) {
      TableForm form = reading.forms().get(id);
      if (form != null) {
        size += changed(form, id, until, out);
      }
    }
    pace.read(size);
    cursor = until;
  }

  private void entry(CaptureLog.Entry entry, List<SourceRecord> out) {
    if (entry.start()) {
      return;
    }
    if (entry.message()) {
      begin(out);
      out.add(records.message(entry, run));
      return;
    }
    TableForm form = reading.forms().get(entry.table());
    if (form != null) {
      rescan = new Rescan(entry.table(), form);
    }
  }

  private long changed(TableForm form, long id, long until, List<SourceRecord> out)
      throws SQLException {
    begin(out);
    describe(form, out);
    List<RowReader.Found> found = reading.rows().logged(form.table(), id, cursor, until);
    long size = 0;
    for (RowReader.Found key : found) {
      if (gone(form, key)) {
        out.add(records.delete(form, key.key(), run, until));
      }
    }
    for (RowReader.Found key : found) {
      if (key.row() != null) {
        size += Reading.size(key.row());
        out.add(records.put(form, "u", key.row(), run, until));
      }
    }
    return size;
  }

  /**
   * Whether no row has exactly this key. A NULL in it says nothing about which of the rows with
   * NULL was meant, so they are removed and sent again.
   */
  private static boolean gone(TableForm form, RowReader.Found found) {
    if (found.row() == null || found.key().stream().anyMatch(Value::isNull)) {
      return true;
    }
    List<Value> key = form.keyOf(found.row());
    for (int i = 0; i < key.size(); i++) {
      if (!key.get(i).same(found.key().get(i))) {
        return true;
      }
    }
    return false;
  }

  private void describe(TableForm form, List<SourceRecord> out) {
    if (described.add(form.table().name())) {
      out.add(records.shape(form));
    }
  }

  private void rescan(List<SourceRecord> out) throws SQLException {
    begin(out);
    TableForm form = rescan.form();
    if (!rescan.begun()) {
      describe(form, out);
      out.add(records.truncate(form, run, cursor));
    }
    int rows = pace.rows();
    List<RowReader.Scanned> scanned = reading.rows().scan(form.table(), rescan.place(), rows);
    long size = 0;
    for (RowReader.Scanned row : scanned) {
      size += Reading.size(row.row());
      out.add(records.put(form, "c", row.row(), run, cursor));
    }
    pace.read(size);
    rescan = scanned.size() < rows ? null : rescan.at(scanned.get(scanned.size() - 1).place());
  }

  /** A table that is read again as a whole: the stream empties it and fills it. */
  private record Rescan(long table, TableForm form, List<Value> place) {
    Rescan(long table, TableForm form) {
      this(table, form, null);
    }

    boolean begun() {
      return place != null;
    }

    Rescan at(List<Value> next) {
      return new Rescan(table, form, next);
    }
  }
}
