package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import io.tributary.mapping.source.MappingBasis;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Inspects whether the tables of one SQLite file are still those that the target was made for,
 * which the connector cannot tell. Remembers the last answer for as long as no definition changes;
 * one inspection at a time.
 */
final class FileInspection {
  private @Nullable MappingBasis basis;
  private long version = -1;
  private Optional<TableChanges.Change> last = Optional.empty();

  /** What is wrong, an unreadable file included. */
  Optional<ErrorReport> error(MovingSource moving, BasisCache bases) {
    try {
      MappingBasis known = basis == null ? bases.require(moving) : basis;
      basis = known;
      return SqliteSourceFile.of(moving.source())
          .read(session -> changed(session, moving.source(), known))
          .map(change -> failure(moving, change).report());
    } catch (TributaryException e) {
      return Optional.of(e.report());
    }
  }

  private Optional<TableChanges.Change> changed(
      SqliteReadSession session, Source source, MappingBasis known) throws SQLException {
    long now = SqliteFileSchema.version(session);
    if (now != version) {
      last = new TableChanges(source, known).in(session);
      version = now;
    }
    return last;
  }

  /** A change as an error. */
  static TributaryException failure(MovingSource moving, TableChanges.Change change) {
    String table = change.table().display();
    StreamId id = moving.stream();
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
