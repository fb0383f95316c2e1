package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.capture.CaptureLog;
import io.tributary.files.sqlite.fence.ReturnedRows;
import io.tributary.files.sqlite.scan.CaptureRowReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** What the log names is sent, piece by piece. */
record LogFollowing() implements StreamMode {

  @Override
  public Step step(StreamRead read) throws SQLException {
    if (read.output().cursor() < read.last()) {
      return piece(read);
    }
    if (read.comparison().due(read.content())) {
      if (passedOver(read)) {
        read.comparison().postpone(read.content());
        return new Step(List.of(), this);
      }
      read.comparison().begin(read.content());
      return new TableComparing(read.unknown()).step(read);
    }
    return new Step(List.of(), this);
  }

  /** What differs behind a fence need not be changed there: it came back, or was never seen. */
  private static boolean passedOver(StreamRead read) throws SQLException {
    CaptureLog log = read.reading().log();
    return ReturnedRows.behindStanding(log)
        || (ReturnedRows.fenced(log) && !read.unknown().isEmpty());
  }

  /** Keys up to the next entry of another kind, or that entry. */
  private Step piece(StreamRead read) throws SQLException {
    CaptureLog log = read.reading().log();
    long cursor = read.output().cursor();
    long until = log.endOfPiece(cursor, read.pace().rows());
    List<CaptureLog.Entry> entries = log.entries(cursor, until);
    if (entries.isEmpty()) {
      return keys(read, until);
    }
    CaptureLog.Entry entry = entries.get(0);
    return entry.seq() == log.endOfPiece(cursor, 1)
        ? entry(read, entry)
        : keys(read, entry.seq() - 1);
  }

  private Step entry(StreamRead read, CaptureLog.Entry entry) throws SQLException {
    boolean message = entry.message() && !entry.start();
    if (message
        && !ReturnedRows.behindLast(read.reading().log())
        && read.comparison().beginBefore(entry.seq())) {
      return new Step(List.of(), new TableComparing(read.unknown()));
    }
    List<SourceRecord> out = new ArrayList<>();
    StreamMode next = this;
    if (message) {
      read.output().message(entry, out);
    } else if (!entry.start()) {
      TableForm form = read.reading().forms().get(entry.table());
      next = form == null ? this : TableRereading.of(entry.table(), form);
    }
    read.output().passed(entry.seq());
    return new Step(out, next);
  }

  /** All rows are read before anything is sent, so that a read that fails sends nothing. */
  private Step keys(StreamRead read, long until) throws SQLException {
    CaptureReading reading = read.reading();
    long cursor = read.output().cursor();
    Map<TableForm, List<CaptureRowReader.Found>> found = new LinkedHashMap<>();
    for (long id : reading.log().changed(cursor, until)) {
      TableForm form = reading.forms().get(id);
      if (form != null) {
        found.put(form, reading.rows().logged(form.table(), id, cursor, until));
      }
    }
    read.output().passed(until);
    List<SourceRecord> out = new ArrayList<>();
    long size = 0;
    for (Map.Entry<TableForm, List<CaptureRowReader.Found>> table : found.entrySet()) {
      size += read.output().changed(table.getKey(), table.getValue(), out);
    }
    read.pace().read(size);
    return new Step(out, this);
  }

  @Override
  public boolean upToDate(StreamRead read) {
    return read.output().cursor() == read.last();
  }

  @Override
  public StreamMode redefined(Map<Long, TableForm> forms) {
    return this;
  }
}
