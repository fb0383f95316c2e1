package io.tributary.cdc.sqlite;

import io.tributary.cdc.capture.CaptureError;
import io.tributary.cdc.sqlite.file.FileSchema;
import io.tributary.cdc.sqlite.file.SqliteFile;
import io.tributary.cdc.sqlite.file.SqliteSession;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Source;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at what the connector cannot tell: whether the tables are still those that the target was
 * made for. Remembers the last answer for as long as no definition changes; one look at a time.
 */
final class FileLook {
  private MappingBasis basis;
  private long version = -1;
  private Optional<TableChanges.Change> last = Optional.empty();

  /** What is wrong, errors of the looking included. */
  Optional<ErrorReport> error(StreamId id, Source source, Supplier<MappingBasis> kept) {
    try {
      if (basis == null) {
        basis = kept.get();
      }
      return SqliteFile.of(source)
          .read(session -> changed(session, source))
          .map(change -> failure(id, change).report());
    } catch (TributaryException e) {
      return Optional.of(e.report());
    }
  }

  private Optional<TableChanges.Change> changed(SqliteSession session, Source source)
      throws SQLException {
    long now = FileSchema.version(session);
    if (now != version) {
      last = new TableChanges(source, basis).in(session);
      version = now;
    }
    return last;
  }

  /** A change as an error. */
  static TributaryException failure(StreamId id, TableChanges.Change change) {
    String table = change.table().display();
    Map<String, String> fields =
        Map.of(
            "migration",
            id.migration(),
            "source",
            id.source(),
            "table",
            table,
            "change",
            change.effect());
    return change.isNew()
        ? new TributaryException(
            CaptureError.NEW_TABLE,
            "Table %s of source %s is not captured: it was created, renamed or replaced after the migration started. Drop it or exclude it in the migration file, or abort the migration and start it anew."
                .formatted(table, id.source()),
            fields)
        : new TributaryException(
            CaptureError.TABLE_CHANGED,
            "Table %s of source %s is not what the target was made for: %s. Abort the migration and start it anew: changes of tables are not followed for SQLite, and taking this one back helps only as long as the stream has not met it."
                .formatted(table, id.source(), change.effect()),
            fields);
  }
}
