package io.tributary.connect.sqlite;

import io.tributary.common.error.SqliteMessage;
import io.tributary.files.sqlite.ReadPostponed;
import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.capture.CaptureContinuity;
import io.tributary.files.sqlite.capture.CaptureInstallation;
import io.tributary.files.sqlite.capture.CaptureLog;
import io.tributary.files.sqlite.capture.CaptureScope;
import io.tributary.files.sqlite.capture.FileIdentity;
import io.tributary.files.sqlite.capture.LogPosition;
import io.tributary.files.sqlite.fence.ReturnedRows;
import io.tributary.files.sqlite.table.CaptureTable;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The capture of one file: opens it, keeps its triggers in place, and sends snapshot and stream.
 * The polling thread owns it, except for {@link #stored}.
 */
final class FileCapture {
  private static final Logger LOG = LoggerFactory.getLogger(FileCapture.class);

  /** A rebuild may drop a table before it makes it again. */
  private static final long GONE_MILLIS = 10_000;

  private static final long SILENCE_MILLIS = 60_000;

  private final SqliteSettings settings;
  private final Clock clock;
  private final FileIdentity file;
  private final CaptureScope captured;
  private final CaptureRecords records;
  private final ReadPace pace;
  private final LogCompaction compaction;
  private final SentRows sent = new SentRows();
  private @Nullable SqliteSession sqlite;
  private @Nullable CaptureReading reading;
  private @Nullable LogPosition position;
  private @Nullable TableSnapshot snapshot;
  private @Nullable LogStreaming streaming;
  private long goneSince;
  private long answered;
  private volatile @Nullable LogPosition stored;

  /**
   * @param resumed where an earlier task stopped, empty to begin with a snapshot
   */
  FileCapture(
      SqliteSettings settings,
      CaptureScope captured,
      CaptureRecords records,
      Clock clock,
      Optional<LogPosition> resumed) {
    this.settings = settings;
    this.captured = captured;
    this.clock = clock;
    this.records = records;
    this.file = new FileIdentity(settings.file());
    this.pace = new ReadPace(settings.batchRows(), settings.batchBytes());
    this.compaction = new LogCompaction(clock, settings.compactionMillis());
    this.position = resumed.orElse(null);
    this.answered = clock.millis();
    resumed.ifPresent(records::boundary);
  }

  /** Connect has stored this position; what is before it is not needed any more. */
  void stored(LogPosition position) {
    stored = position;
  }

  /**
   * The next records, none when nothing happened or the file is locked.
   *
   * @throws SqliteFailure the stream cannot go on
   */
  List<SourceRecord> next() {
    try {
      List<SourceRecord> out = advance();
      answered = clock.millis();
      return out;
    } catch (ReadPostponed e) {
      giveUpRead();
      if (clock.millis() - answered >= SILENCE_MILLIS) {
        answered = clock.millis();
        LOG.warn("{} has been locked by another process for a minute; trying again", file.path());
      }
      return List.of();
    } catch (SQLException e) {
      throw SqliteFailure.of(file.path(), e);
    }
  }

  private List<SourceRecord> advance() throws SQLException {
    CaptureReading prepared = reading;
    if (prepared == null) {
      prepare();
      return List.of();
    }
    file.requireSame();
    try {
      if (snapshot != null) {
        return snapshotted(prepared, snapshot);
      }
      LogStreaming stream = Objects.requireNonNull(streaming, "it follows the snapshot");
      List<SourceRecord> out = stream.next();
      if (!stream.insideTransaction()) {
        compaction.before(stored, prepared.sqlite(), settings.busyMillis());
      }
      return out;
    } catch (CaptureReading.DefinitionsChanged e) {
      prepared.sqlite().rollback();
      prepare();
      return List.of();
    }
  }

  private List<SourceRecord> snapshotted(CaptureReading prepared, TableSnapshot running)
      throws SQLException {
    List<SourceRecord> out = running.next();
    if (running.completed()) {
      snapshot = null;
      streaming = streaming(prepared, running.position());
    }
    return out;
  }

  private SqliteSession session() throws SQLException {
    if (sqlite == null) {
      file.remember();
      sqlite = SqliteSession.open(file.path(), settings.busyMillis());
    }
    return sqlite;
  }

  private void prepare() throws SQLException {
    SqliteSession session = session();
    try {
      session.begin("IMMEDIATE");
      CaptureLog log = new CaptureLog(session);
      if (streaming != null) {
        position = streaming.position();
      }
      new CaptureContinuity(file.path(), log).require(position);
      Map<Long, CaptureTable> tables = captured.reconcile(session, settings.prefix());
      CaptureReading found = CaptureReading.of(session, captured, tables, settings.prefix());
      reading = found;
      if (position == null || snapshot != null) {
        long last = log.last();
        position = new LogPosition(last, log.nonce(last).orElseThrow(), found.file());
        sent.clear();
        snapshot = new TableSnapshot(found, records, pace, position, settings.snapshotRows(), sent);
      }
      requireReadable(found);
      if (snapshot == null) {
        readUnknownAgain(found, log);
      }
      session.commit();
      goneSince = 0;
      goOn(found, position);
    } catch (CaptureInstallation.TableGone e) {
      session.rollback();
      reading = null;
      gone(String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      session.rollback();
      reading = null;
      if (ReadPostponed.is(e)) {
        throw new ReadPostponed(e);
      }
      throw e;
    } catch (RuntimeException e) {
      session.rollback();
      reading = null;
      throw e;
    }
  }

  /**
   * A task that starts does not know what was sent of rows whose changes fire no trigger, so it
   * reads their tables again. Not behind a fence, where they would be taken for the changes of a
   * writer who ignores it: they are compared before its mark, or when it is lifted.
   */
  private void readUnknownAgain(CaptureReading found, CaptureLog log) throws SQLException {
    for (Map.Entry<Long, TableForm> form : found.forms().entrySet()) {
      if (sent.unknown(form.getValue()) && !ReturnedRows.fenced(log)) {
        log.readAgain(form.getKey());
      }
    }
  }

  private void goOn(CaptureReading found, LogPosition from) throws SQLException {
    if (streaming != null) {
      streaming.redefined(found);
    } else if (snapshot == null) {
      streaming = streaming(found, from);
    }
    LOG.info(
        "capturing {} table(s) of {}{}",
        found.forms().size(),
        file.path(),
        captured.remark(
            found.sqlite(), found.forms().values().stream().map(TableForm::table).toList()));
  }

  private LogStreaming streaming(CaptureReading prepared, LogPosition from) {
    return new LogStreaming(
        prepared,
        new StreamOutput(records, sent, from),
        pace,
        new VectorComparison(clock, settings.comparisonMillis()));
  }

  private void gone(String tables) {
    goneSince = goneSince == 0 ? clock.millis() : goneSince;
    if (clock.millis() - goneSince >= GONE_MILLIS) {
      throw SqliteError.TABLE_GONE.failure(
          "captured table(s) "
              + tables
              + " do not exist any more in "
              + file.path()
              + ". Make them again, or exclude them with table.exclude.list, and restart the task");
    }
  }

  private void giveUpRead() {
    try {
      if (sqlite != null) {
        sqlite.rollback();
      }
    } catch (SQLException e) {
      throw SqliteFailure.of(file.path(), e);
    }
  }

  private void requireReadable(CaptureReading found) throws SQLException {
    for (TableForm form : found.forms().values()) {
      try {
        found.rows().scan(form.table(), null, 0);
      } catch (SQLException e) {
        if (ReadPostponed.is(e)) {
          throw e;
        }
        throw SqliteError.TABLE_UNREADABLE.failure(
            "table "
                + form.table().name()
                + " needs something that only the application has ("
                + SqliteMessage.of(e)
                + "); exclude it with table.exclude.list",
            e);
      }
    }
  }

  void close() {
    if (sqlite != null) {
      try {
        sqlite.close();
      } catch (SQLException e) {
        LOG.warn("{} could not be closed: {}", file.path(), SqliteMessage.of(e));
      }
    }
  }
}
