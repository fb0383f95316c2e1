package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.cdc.connect.SourceEnd;
import io.tributary.cdc.connect.SourceLook;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.files.sqlite.capture.LogEnd;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Inspects whether the tables of one SQLite file are still those that the target was made for, and
 * where its log ends, neither of which the connector can tell. Remembers the last answer for as
 * long as no definition changes, here or in the target; one inspection at a time.
 */
final class FileInspection {
  private @Nullable MappingBasis basis;
  private long version = -1;
  private Optional<TableChanges.Change> last = Optional.empty();
  private List<String> added = List.of();

  /** One look; an unreadable file is what is wrong. */
  SourceLook look(MovingSource moving, BasisCache bases) {
    try {
      MappingBasis known = bases.require(moving);
      if (!known.equals(basis)) {
        basis = known;
        version = -1;
      }
      return SqliteSourceFile.of(moving.source()).read(session -> look(session, moving, known));
    } catch (TributaryException e) {
      return SourceLook.failed(e.report());
    }
  }

  private SourceLook look(SqliteReadSession session, MovingSource moving, MappingBasis known)
      throws SQLException {
    OptionalLong end = LogEnd.in(session);
    compare(session, moving.source(), known);
    return new SourceLook(
        last.map(change -> failure(moving, change).report()),
        end.isPresent() ? Optional.of(SourceEnd.ofFile(end.getAsLong())) : Optional.empty(),
        DiskRoom.at(Path.of(moving.source().converted().path())),
        List.of(),
        added);
  }

  private void compare(SqliteReadSession session, Source source, MappingBasis known)
      throws SQLException {
    long now = SqliteFileSchema.version(session);
    if (now != version) {
      TableChanges changes = new TableChanges(source, known);
      List<MasterEntry> entries = SqliteFileSchema.entries(session);
      last = changes.between(entries);
      added = changes.added(entries).stream().map(TableName::display).toList();
      version = now;
    }
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
            "Table %s of source %s is not captured: it was created, renamed or replaced after the migration started. %s To exclude it in the migration file, abort the migration and start it anew."
                .formatted(table, id.source(), change.remedy(moving)),
            fields)
        : new TributaryException(
            CaptureError.TABLE_CHANGED,
            "Table %s of source %s is not what the target was made for: %s. %s Changes of tables are not followed for SQLite, and taking this one back helps only as long as the stream has not met it."
                .formatted(table, id.source(), change.effect(), id.beginAnew()),
            fields);
  }
}
