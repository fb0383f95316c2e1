package io.tributary.connect.sqlite;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The capture of one file: opens it, keeps its triggers in place, and sends snapshot and stream.
 * The polling thread owns it, except for {@link #stored}.
 */
final class Capture {
  private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

  /** A rebuild may drop a table before it makes it again. */
  private static final long GONE_MILLIS = 10_000;

  private static final long SILENCE_MILLIS = 60_000;

  private final SqliteSettings settings;
  private final Clock clock;
  private final SourceFile file;
  private final CapturedTables captured;
  private final Records records;
  private final Pace pace;
  private final Compaction compaction;
  private final SentRows sent = new SentRows();
  private Sqlite sqlite;
  private Reading reading;
  private Position position;
  private Snapshot snapshot;
  private Streaming streaming;
  private long goneSince;
  private long answered;
  private volatile Position stored;

  /**
   * @param resumed where an earlier task stopped, empty to begin with a snapshot
   */
  Capture(
      SqliteSettings settings,
      CapturedTables captured,
      Records records,
      Clock clock,
      Optional<Position> resumed) {
    this.settings = settings;
    this.captured = captured;
    this.clock = clock;
    this.records = records;
    this.file = new SourceFile(settings.file());
    this.pace = new Pace(settings.batchRows(), settings.batchBytes());
    this.compaction = new Compaction(clock, settings.compactionMillis());
    this.position = resumed.orElse(null);
    this.answered = clock.millis();
    resumed.ifPresent(records::boundary);
  }

  /** Connect has stored this position; what is before it is not needed any more. */
  void stored(Position position) {
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
    } catch (NotNow e) {
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
    if (reading == null) {
      prepare();
      return List.of();
    }
    file.requireSame();
    try {
      if (snapshot != null) {
        return snapshotted();
      }
      List<SourceRecord> out = streaming.next();
      if (!streaming.insideTransaction()) {
        compaction.before(stored, sqlite, settings.busyMillis());
      }
      return out;
    } catch (Reading.DefinitionsChanged e) {
      sqlite.rollback();
      prepare();
      return List.of();
    }
  }

  private List<SourceRecord> snapshotted() throws SQLException {
    List<SourceRecord> out = snapshot.next();
    if (snapshot.completed()) {
      snapshot = null;
      streaming = streaming();
    }
    return out;
  }

  private void prepare() throws SQLException {
    if (sqlite == null) {
      file.remember();
      sqlite = Sqlite.open(file.path(), settings.busyMillis());
    }
    try {
      sqlite.begin("IMMEDIATE");
      CaptureLog log = new CaptureLog(sqlite);
      if (streaming != null) {
        position = streaming.position();
      }
      new Continuity(file.path(), log).require(position);
      Map<Long, Table> tables = captured.reconcile(sqlite, settings.prefix());
      reading = Reading.of(sqlite, captured, tables, settings.prefix());
      if (position == null || snapshot != null) {
        long last = log.last();
        position = new Position(last, log.nonce(last).orElseThrow(), reading.file());
        sent.clear();
        snapshot = new Snapshot(reading, records, pace, position, settings.snapshotRows(), sent);
      }
      requireReadable();
      if (snapshot == null) {
        readUnknownAgain(log);
      }
      sqlite.commit();
      goneSince = 0;
      goOn();
    } catch (Installation.TableGone e) {
      sqlite.rollback();
      reading = null;
      gone(e.getMessage());
    } catch (SQLException e) {
      sqlite.rollback();
      reading = null;
      if (NotNow.is(e)) {
        throw new NotNow(e);
      }
      throw e;
    } catch (RuntimeException e) {
      sqlite.rollback();
      reading = null;
      throw e;
    }
  }

  /**
   * A task that starts does not know what was sent of rows whose changes fire no trigger, so it
   * reads their tables again.
   */
  private void readUnknownAgain(CaptureLog log) throws SQLException {
    for (Map.Entry<Long, TableForm> form : reading.forms().entrySet()) {
      if (sent.unknown(form.getValue())) {
        log.readAgain(form.getKey());
      }
    }
  }

  private void goOn() throws SQLException {
    if (streaming != null) {
      streaming.redefined(reading);
    } else if (snapshot == null) {
      streaming = streaming();
    }
    LOG.info(
        "capturing {} table(s) of {}{}",
        reading.forms().size(),
        file.path(),
        captured.remark(sqlite, reading.forms().values().stream().map(TableForm::table).toList()));
  }

  private Streaming streaming() {
    return new Streaming(
        reading, records, pace, position, sent, new Comparison(clock, settings.comparisonMillis()));
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

  private void requireReadable() throws SQLException {
    for (TableForm form : reading.forms().values()) {
      try {
        reading.rows().scan(form.table(), null, 0);
      } catch (SQLException e) {
        if (NotNow.is(e)) {
          throw e;
        }
        throw SqliteError.TABLE_UNREADABLE.failure(
            "table "
                + form.table().name()
                + " needs something that only the application has ("
                + e.getMessage()
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
        LOG.warn("{} could not be closed", file.path(), e);
      }
    }
  }
}
