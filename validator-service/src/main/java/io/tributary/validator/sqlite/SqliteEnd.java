package io.tributary.validator.sqlite;

import io.tributary.common.change.Row;
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
import io.tributary.validator.source.Aside;
import io.tributary.validator.source.Held;
import io.tributary.validator.source.Reading;
import io.tributary.validator.source.SourceEnd;
import io.tributary.validator.stream.Changed;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.postgresql.util.PSQLException;

/**
 * A SQLite source. Its rows are read from the file, converted by the declared mapping and put into
 * temporary tables of a session to the target, where PostgreSQL compares them by its own types.
 */
public final class SqliteEnd implements SourceEnd {
  private final Source plan;
  private final StreamId stream;
  private final Session session;
  private final SqliteFile file;
  private final Map<TableName, MirroredTable> tables = new TreeMap<>();
  private final Map<TableName, Long> leftOutAtFirst = new HashMap<>();
  private final Map<TableName, Long> leftOut = new HashMap<>();
  private Map<String, Long> entries = Map.of();
  private Definitions definitions;
  private Charset encoding;
  private MirroredTable shown;

  private SqliteEnd(Source plan, StreamId stream, Session session, SqliteFile file) {
    this.plan = plan;
    this.stream = stream;
    this.session = session;
    this.file = file;
  }

  /**
   * Opens the source's file.
   *
   * @param session to the target, for temporary tables; owned from now on
   * @throws io.tributary.common.error.TributaryException SOURCE_FILE
   */
  public static SqliteEnd open(Source plan, StreamId stream, Session session) {
    try {
      return new SqliteEnd(plan, stream, session, SqliteFile.open(Path.of(plan.sqlite().file())));
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public TableMap tables(Session target, Together together) {
    try {
      return ofFile(() -> readTables(target));
    } catch (SQLException e) {
      throw ConnectionFailures.of(session.address(), e);
    }
  }

  private TableMap readTables(Session target) throws SQLException {
    if (encoding == null) {
      file.begin();
      encoding = file.encoding();
      file.end();
    }
    Definitions now = target.read(c -> Definitions.read(c, plan, stream));
    if (now.equals(definitions)) {
      session.commit(c -> cleared());
      return definitions.tables();
    }
    definitions = null;
    tables.clear();
    shown = null;
    session.commit(
        c -> {
          for (TablePair pair : now.tables().pairs().values()) {
            TableName name = pair.source().table();
            tables.put(
                name,
                new MirroredTable(
                    file, new Mirror(c, now.mapping().table(name).orElseThrow(), pair)));
            tables.get(name).create();
          }
          return null;
        });
    definitions = now;
    return now.tables();
  }

  private Void cleared() throws SQLException {
    for (MirroredTable table : tables.values()) {
      table.clear();
    }
    return null;
  }

  @Override
  public Optional<List<RowId>> ids(TablePair pair, Changed changed) {
    Mirror mirror = of(pair).mirror();
    List<String> names = mirror.mapping().key();
    Set<RowId> ids = new LinkedHashSet<>();
    for (Map<String, String> key : changed.keys()) {
      if (!pair.keyed() || !key.keySet().equals(new HashSet<>(names))) {
        return Optional.empty();
      }
      List<String> texts = names.stream().map(key::get).toList();
      for (Row meaning : KeyText.keys(names, texts, encoding)) {
        mirror
            .key(meaning)
            .filter(row -> !row.values().contains(null))
            .ifPresent(row -> ids.add(new RowId(row.values())));
      }
    }
    return pair.keyed() ? Optional.of(List.copyOf(ids)) : Optional.empty();
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
          Held held = held(table);
          TableName name = pair.source().table();
          leftOutAtFirst.put(name, leftOut.get(name));
          return held;
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
                return null;
              });
          return held(table);
        });
  }

  private Held held(MirroredTable table) throws SQLException {
    return session.commit(
        c -> {
          Quarantine quarantine = quarantine(c);
          quarantine.putAside(table.mirror().sql());
          long rows = quarantine.leftOut(table.mirror().sql());
          leftOut.put(table.pair().source().table(), rows);
          entries = quarantine.entries();
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
                  of(pair).fill();
                }
                for (Map.Entry<TablePair, Changed> changed : reading.changed().entrySet()) {
                  MirroredTable table = of(changed.getKey());
                  table.fillWith(texts(table, changed.getValue()));
                }
                return null;
              });
          return session.commit(c -> held(c, reading));
        });
  }

  private static List<List<String>> texts(MirroredTable table, Changed changed) {
    List<String> names = table.mirror().mapping().key();
    return changed.keys().stream().map(key -> names.stream().map(key::get).toList()).toList();
  }

  private Held held(java.sql.Connection c, Reading reading) throws SQLException {
    Quarantine quarantine = quarantine(c);
    entries = quarantine.entries();
    List<TablePair> filled = new ArrayList<>(reading.full());
    filled.addAll(reading.changed().keySet());
    for (TablePair pair : filled) {
      if (entriesOf(pair) > 0) {
        quarantine.putAside(of(pair).mirror().sql());
      }
      long rows = quarantine.leftOut(of(pair).mirror().sql());
      leftOut.put(pair.source().table(), rows);
      leftOutAtFirst.put(pair.source().table(), rows);
    }
    Map<TablePair, Long> counts = new HashMap<>();
    for (TablePair pair : reading.counted()) {
      counts.put(pair, of(pair).count() - entriesOf(pair));
    }
    return new Held(c, 0, counts);
  }

  @Override
  public Aside aside(TablePair pair) throws SQLException {
    MirroredTable table = of(pair);
    if (!table.whole()) {
      return new Aside(true, entriesOf(pair), entriesOf(pair), entriesOf(pair), List.of());
    }
    long before = leftOutAtFirst.getOrDefault(pair.source().table(), 0L);
    long now = leftOut.getOrDefault(pair.source().table(), 0L);
    if (before == 0 && now == 0 && entriesOf(pair) == 0) {
      return new Aside(true, 0, 0, 0, List.of());
    }
    return session.commit(
        c -> quarantine(c).aside(table.mirror().sql(), table.mirror().mapping(), before));
  }

  private long entriesOf(TablePair pair) {
    return entries.getOrDefault(pair.source().table().display(), 0L);
  }

  private Quarantine quarantine(java.sql.Connection c) {
    return new Quarantine(c, stream);
  }

  private MirroredTable of(TablePair pair) {
    return tables.get(pair.source().table());
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException;
  }

  /** What SQLite says is turned into an error of the file; what PostgreSQL says goes on. */
  private <T> T ofFile(Work<T> work) throws SQLException {
    try {
      return work.run();
    } catch (PSQLException e) {
      throw e;
    } catch (SQLException e) {
      if (FileFailures.interrupted(e)) {
        throw new CancellationException("the reading was stopped");
      }
      throw FileFailures.of(file.path(), e);
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
