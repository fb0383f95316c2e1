package io.tributary.validator.mirror;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Connection;
import io.tributary.common.plan.Source;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.Together;
import io.tributary.validator.database.ConnectionFailures;
import io.tributary.validator.database.Session;
import io.tributary.validator.file.FileFailures;
import io.tributary.validator.file.FileTables;
import io.tributary.validator.file.SqliteFile;
import io.tributary.validator.neighbour.VectorPair;
import io.tributary.validator.source.Aside;
import io.tributary.validator.source.Held;
import io.tributary.validator.source.Reading;
import io.tributary.validator.source.SourceEnd;
import io.tributary.validator.stream.Changed;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A source that PostgreSQL cannot read. Its rows are read from its file, converted by the declared
 * mapping and put into temporary tables of a session to the target, where PostgreSQL compares them
 * by its own types.
 */
public final class MirroredEnd implements SourceEnd {
  private final Source plan;
  private final StreamId stream;
  private final Session session;
  private final SqliteFile file;
  private final Mirrors mirrors;
  private final LeftOut leftOut = new LeftOut();
  private MirroredTable shown;

  private MirroredEnd(Source plan, StreamId stream, Session session, FileTables tables) {
    this.plan = plan;
    this.stream = stream;
    this.session = session;
    this.file = tables.file();
    this.mirrors = new Mirrors(session, tables);
  }

  /**
   * Opens a source.
   *
   * @param file what holds its log, or all of it
   * @param tables how its rows are read
   * @param session to the target, for temporary tables; owned from now on
   * @throws io.tributary.common.error.TributaryException SOURCE_FILE
   */
  public static MirroredEnd open(
      Source plan,
      StreamId stream,
      Session session,
      Path file,
      Function<SqliteFile, FileTables> tables) {
    try {
      return new MirroredEnd(plan, stream, session, tables.apply(SqliteFile.open(file)));
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public TableMap tables(Session target, Together together) {
    try {
      return ofFile(
          () -> {
            return mirrors.ready(target.read(c -> Definitions.read(c, plan, stream)));
          });
    } catch (SQLException e) {
      throw ConnectionFailures.of(session.address(), e);
    }
  }

  @Override
  public Optional<List<RowId>> ids(TablePair pair, Changed changed) {
    return new ChangedKeys(of(pair).mirror(), changed).ids(mirrors.encoding());
  }

  @Override
  public Held hold(TablePair pair) throws SQLException {
    MirroredTable table = of(pair);
    return ofFile(
        () -> {
          session.commit(
              c -> {
                if (shown != null && shown != table) {
                  shown.clear();
                }
                shown = table;
                table.fill();
                return null;
              });
          return held(table, leftOut::first);
        });
  }

  @Override
  public Held again(TablePair pair) throws SQLException {
    MirroredTable table = of(pair);
    return ofFile(
        () -> {
          session.commit(
              c -> {
                table.refresh(quarantine(c).released(table.mirror().sql()));
                table.awaitConnector();
                return null;
              });
          return held(table, leftOut::again);
        });
  }

  private Held held(MirroredTable table, BiConsumer<TableName, Long> note) throws SQLException {
    return session.commit(
        c -> {
          Quarantine quarantine = quarantine(c);
          quarantine.putAside(table.mirror().sql());
          note.accept(table.pair().source().table(), quarantine.leftOut(table.mirror().sql()));
          leftOut.entries(quarantine.entries());
          table.mirror().round();
          return new Held(c, table.position());
        });
  }

  @Override
  public Held hold(Reading reading) throws SQLException {
    return ofFile(
        () -> {
          shown = null;
          session.commit(
              c -> {
                for (TablePair pair : reading.full()) {
                  MirroredTable table = of(pair);
                  table.refresh(
                      leftOut.any(pair.source().table())
                          ? quarantine(c).released(table.mirror().sql())
                          : List.of());
                }
                for (Map.Entry<TablePair, Changed> changed : reading.changed().entrySet()) {
                  MirroredTable table = of(changed.getKey());
                  table.fillWith(new ChangedKeys(table.mirror(), changed.getValue()).texts());
                }
                return null;
              });
          return session.commit(c -> held(c, reading));
        });
  }

  private Held held(java.sql.Connection c, Reading reading) throws SQLException {
    Quarantine quarantine = quarantine(c);
    leftOut.entries(quarantine.entries());
    List<TablePair> filled = new ArrayList<>(reading.full());
    filled.addAll(reading.changed().keySet());
    for (TablePair pair : filled) {
      Mirror mirror = of(pair).mirror();
      boolean some = leftOut.entriesOf(pair.source().table()) > 0 || mirror.refusedRows() > 0;
      if (some) {
        quarantine.putAside(mirror.sql());
      }
      leftOut.first(pair.source().table(), some ? quarantine.leftOut(mirror.sql()) : 0);
      mirror.round();
    }
    Map<TablePair, Long> counts = new HashMap<>();
    for (TablePair pair : reading.counted()) {
      counts.put(pair, of(pair).count() - leftOut.entriesOf(pair.source().table()));
    }
    return new Held(c, 0, counts);
  }

  @Override
  public Aside aside(TablePair pair) throws SQLException {
    MirroredTable table = of(pair);
    TableName name = pair.source().table();
    if (!table.whole()) {
      long entries = leftOut.entriesOf(name);
      return new Aside(true, entries, entries, entries, List.of());
    }
    if (leftOut.nothing(name)) {
      return new Aside(true, 0, 0, 0, List.of());
    }
    return session.commit(
        c ->
            quarantine(c)
                .aside(table.mirror().sql(), table.mirror().mapping(), leftOut.before(name)));
  }

  private Quarantine quarantine(java.sql.Connection c) {
    return new Quarantine(c, stream);
  }

  private MirroredTable of(TablePair pair) {
    return mirrors.of(pair);
  }

  /** After a failure nobody knows what a mirror holds, so all are made anew. */
  private <T> T ofFile(FileFailures.Work<T> work) throws SQLException {
    boolean done = false;
    try {
      T result = FileFailures.of(file.path(), work);
      done = true;
      return result;
    } finally {
      if (!done) {
        mirrors.forget();
      }
    }
  }

  @Override
  public void leave() {
    session.leave();
  }

  @Override
  public <T> T read(Session.Reads<T> reads) {
    return session.read(reads);
  }

  @Override
  public Optional<VectorPair> vectors(TablePair pair) {
    return mirrors.vectorPair(pair);
  }

  @Override
  public boolean doubtsChangedRows() {
    return true;
  }

  @Override
  public boolean alive() {
    return session.alive();
  }

  @Override
  public Connection address() {
    return session.address();
  }

  @Override
  public void abort() {
    file.abort();
    session.abort();
  }

  @Override
  public void close() {
    file.close();
    session.close();
  }
}
