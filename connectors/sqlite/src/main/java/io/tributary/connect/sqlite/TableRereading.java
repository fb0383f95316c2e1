package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.scan.CaptureRowReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A table is read again as a whole: the stream empties it and fills it.
 *
 * @param table its number
 * @param place the last row that was sent, empty before the first
 */
record TableRereading(long table, TableForm form, Optional<List<SqliteValue>> place)
    implements StreamMode {

  static TableRereading of(long table, TableForm form) {
    return new TableRereading(table, form, Optional.empty());
  }

  @Override
  public Step step(StreamRead read) throws SQLException {
    int rows = read.pace().rows();
    List<CaptureRowReader.Scanned> scanned =
        read.reading().rows().scan(form.table(), place.orElse(null), rows);
    List<SourceRecord> out = new ArrayList<>();
    boolean open = !read.behindStandingFence();
    if (place.isEmpty()) {
      read.output().truncate(form, open, out);
    }
    List<List<SqliteValue>> values = scanned.stream().map(CaptureRowReader.Scanned::row).toList();
    read.pace().read(read.output().put(form, "c", values, open, out));
    StreamMode next =
        scanned.size() < rows
            ? new LogFollowing()
            : new TableRereading(table, form, Optional.of(scanned.get(scanned.size() - 1).place()));
    return new Step(out, next);
  }

  /** Begins anew, because other rows may have been sent already. */
  @Override
  public StreamMode redefined(Map<Long, TableForm> forms) {
    TableForm changed = forms.get(table);
    return changed == null ? new LogFollowing() : of(table, changed);
  }
}
