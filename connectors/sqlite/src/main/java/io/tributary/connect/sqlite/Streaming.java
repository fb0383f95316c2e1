package io.tributary.connect.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final SentRows sent;
  private final Comparison comparison;
  private long seen = -1;

  /** Whether those who follow the stream know how far it is, though nothing may have changed. */
  private boolean told;

  Streaming(
      Reading reading,
      Records records,
      Pace pace,
      Position position,
      SentRows sent,
      Comparison comparison) {
    this.reading = reading;
    this.records = records;
    this.pace = pace;
    this.position = position;
    this.cursor = position.seq();
    this.sent = sent;
    this.comparison = comparison;
    comparison.over(reading.forms());
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
    comparison.over(changed.forms());
    described.clear();
    seen = -1;
    if (rescan != null) {
      TableForm form = changed.forms().get(rescan.table());
      rescan = form == null ? null : new Rescan(rescan.table(), form);
    }
  }

  List<SourceRecord> next() throws SQLException {
    if (run == null && seen >= 0 && reading.contentVersion() == seen && !comparison.due(seen)) {
      return List.of();
    }
    List<SourceRecord> out = new ArrayList<>();
    reading.begin(position);
    long content = reading.sqlite().contentVersion();
    long last = reading.log().last();
    if (rescan != null) {
      rescan(out);
    } else if (comparison.running()) {
      compare(out);
    } else if (cursor < last) {
      piece(out);
    } else if (comparison.due(content)) {
      comparison.begin(content);
      compare(out);
    }
    boolean exhausted = cursor == last && rescan == null && !comparison.running();
    if (exhausted && !told) {
      begin(out);
    }
    if (exhausted && run != null) {
      end(out);
      told = true;
    }
    seen = exhausted ? content : -1;
    reading.end(run != null || comparison.beforeMessage());
    if (comparison.log(reading)) {
      seen = -1;
    }
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
      CaptureLog.Entry entry = entries.get(0);
      if (entry.message() && !entry.start() && comparison.beginBefore(entry.seq())) {
        return;
      }
      entry(entry, out);
      cursor = entry.seq();
      return;
    }
    if (!entries.isEmpty()) {
      until = entries.get(0).seq() - 1;
    }
    // Everything is read before anything is sent, so that a read that does not succeed sends
    // nothing.
    Map<TableForm, List<RowReader.Found>> found = new LinkedHashMap<>();
    for (long id : reading.log().changed(cursor, until)) {
      TableForm form = reading.forms().get(id);
      if (form != null) {
        found.put(form, reading.rows().logged(form.table(), id, cursor, until));
      }
    }
    long size = 0;
    for (Map.Entry<TableForm, List<RowReader.Found>> table : found.entrySet()) {
      size += changed(table.getKey(), table.getValue(), until, out);
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

  private long changed(
      TableForm form, List<RowReader.Found> found, long until, List<SourceRecord> out) {
    begin(out);
    describe(form, out);
    long size = 0;
    for (RowReader.Found key : found) {
      if (key.gone(form)) {
        sent.remove(form, key.key());
        out.add(records.delete(form, key.key(), run, until));
      }
    }
    for (RowReader.Found key : found) {
      if (key.row() != null) {
        size += Reading.size(key.row());
        sent.put(form, key.row());
        out.add(records.put(form, "u", key.row(), run, until));
      }
    }
    return size;
  }

  private void describe(TableForm form, List<SourceRecord> out) {
    if (described.add(form.collection())) {
      out.add(records.shape(form));
    }
  }

  private void rescan(List<SourceRecord> out) throws SQLException {
    TableForm form = rescan.form();
    int rows = pace.rows();
    List<RowReader.Scanned> scanned = reading.rows().scan(form.table(), rescan.place(), rows);
    begin(out);
    if (!rescan.begun()) {
      describe(form, out);
      sent.begin(form);
      out.add(records.truncate(form, run, cursor));
    }
    long size = 0;
    for (RowReader.Scanned row : scanned) {
      size += Reading.size(row.row());
      sent.put(form, row.row());
      out.add(records.put(form, "c", row.row(), run, cursor));
    }
    pace.read(size);
    rescan = scanned.size() < rows ? null : rescan.at(scanned.get(scanned.size() - 1).place());
  }

  /** Goes on until something is found; where a read keeps writers waiting, one piece. */
  private void compare(List<SourceRecord> out) throws SQLException {
    comparison.polled();
    do {
      comparePiece(out);
    } while (reading.held() && out.isEmpty() && comparison.mayGoOn());
  }

  private void comparePiece(List<SourceRecord> out) throws SQLException {
    int rows = pace.rows();
    TableForm form = comparison.table().getValue();
    List<RowReader.Scanned> scanned = reading.rows().scan(form.table(), comparison.place(), rows);
    long size = 0;
    for (RowReader.Scanned row : scanned) {
      size += Reading.size(row.row());
      if (!sent.has(form, row.row())) {
        changed(form, row.row(), out);
      }
    }
    pace.read(size);
    comparison.compared(scanned.size() < rows ? null : scanned.get(scanned.size() - 1).place());
  }

  /** Before a message it is sent at once, else when the log names it. */
  private void changed(TableForm form, List<Value> row, List<SourceRecord> out) {
    if (!comparison.beforeMessage()) {
      comparison.found(form.keyOf(row));
      return;
    }
    begin(out);
    describe(form, out);
    sent.put(form, row);
    out.add(records.put(form, "u", row, run, cursor));
  }
}
