package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.connect.CommonConnectorSettings;
import io.tributary.cdc.connect.SourceCapture;
import io.tributary.cdc.connect.SourceLook;
import io.tributary.cdc.connect.StreamConnector;
import io.tributary.cdc.connect.SupervisedConnectors;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.sql.Sql;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.capture.CaptureRemoval;
import io.tributary.files.sqlite.capture.CaptureStart;
import io.tributary.files.sqlite.capture.LoggedRows;
import io.tributary.files.sqlite.capture.LoggedTables;
import io.tributary.files.sqlite.source.SqliteFileError;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import io.tributary.mapping.table.TableMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The capture of one SQLite file. The connector itself puts its triggers into the file.
 *
 * @param moving the source
 * @param connectors where its connector is
 * @param bases what its target was made for
 * @param start where its stream begins when its rows do not come over the topic
 * @param inspection remembers what was seen of the file
 */
record SqliteCapture(
    MovingSource moving,
    SupervisedConnectors connectors,
    BasisCache bases,
    StreamStartStore start,
    FileInspection inspection)
    implements SourceCapture {
  private static final long MOST_BYTES_COUNTED = 64L * 1024 * 1024;

  @Override
  public StreamId id() {
    return moving.stream();
  }

  /** What the target was made for. */
  MappingBasis basis() {
    return bases.require(moving);
  }

  @Override
  public OptionalLong ensure() {
    List<TableMapping> tables = tables();
    // Named before Connect is asked, whose answer would come as a failed task.
    OptionalLong rows = rows(tables);
    bring(tables);
    return rows;
  }

  private void bring(List<TableMapping> tables) {
    StreamConnector connector = connectors.connector(id());
    SqliteConnectorSettings wanted = settings(tables);
    Map<String, String> present = connector.present();
    Optional<CaptureStart> begun = start.read();
    if (begun.isEmpty()
        && moving.source().initialCopy() == InitialCopy.COPY
        && !takesSnapshot(present)) {
      // What an earlier migration of this name has left would go on from where that one was.
      connectors.removeConnector(id());
      begun = Optional.of(begin(wanted));
      present = Map.of();
    }
    connector.bring(present, begun.map(wanted::from).orElseGet(wanted::toMap));
  }

  /**
   * Tells the connector of a table that the target has by now. When it has taken the table in, all
   * rows of it are on the file's log.
   *
   * @param table as verdicts name it
   * @return whether it has
   */
  boolean join(String table) {
    List<TableMapping> tables = tables();
    bring(tables);
    Optional<String> name = name(tables, table);
    return name.isPresent() && file().read(session -> LoggedTables.captured(session, name.get()));
  }

  private static Optional<String> name(List<TableMapping> tables, String table) {
    return tables.stream()
        .map(TableMapping::source)
        .filter(source -> source.display().equals(table))
        .map(TableName::name)
        .findFirst();
  }

  /** Whether a stream that takes a snapshot was begun, with the rule of an earlier version. */
  private static boolean takesSnapshot(Map<String, String> connector) {
    return "initial".equals(connector.get(CommonConnectorSettings.SNAPSHOT_MODE));
  }

  /** Puts the capture into the file, behind which the rows may be read. */
  private CaptureStart begin(SqliteConnectorSettings wanted) {
    CaptureStart made = reconciled(wanted);
    start.keep(made);
    return made;
  }

  /** The place in the file's log behind which everything is logged, as of now. */
  CaptureStart now() {
    return reconciled(settings(tables()));
  }

  private CaptureStart reconciled(SqliteConnectorSettings wanted) {
    SqliteSourceFile file = file();
    file.require();
    try {
      return CaptureStart.in(
          file.path(), connectors.names(id()).connector(), wanted::captures, file.busyMillis());
    } catch (SqliteFailure e) {
      throw failed(e);
    }
  }

  /** Puts keys of rows on the file's log, so that the connector sends what is under them. */
  LoggedRows.Counted log(Map<String, List<LoggedRows.Key>> keys) {
    SqliteSourceFile file = file();
    file.require();
    SqliteConnectorSettings settings = settings(tables());
    try {
      return LoggedRows.in(
          file.path(),
          connectors.names(id()).connector(),
          settings::captures,
          keys,
          file.busyMillis());
    } catch (SqliteFailure e) {
      throw failed(e);
    }
  }

  /**
   * Has the connector send all rows of a table again; where its stream is then.
   *
   * @param table as verdicts name it
   * @param applied where the stream is applied
   */
  OptionalLong again(String table, long applied) {
    List<TableMapping> tables = tables();
    Optional<String> name = name(tables, table);
    if (name.isEmpty()) {
      return OptionalLong.empty();
    }
    SqliteSourceFile file = file();
    file.require();
    try {
      return LoggedTables.again(
          file.path(),
          connectors.names(id()).connector(),
          settings(tables)::captures,
          name.get(),
          applied,
          file.busyMillis());
    } catch (SqliteFailure e) {
      throw failed(e);
    }
  }

  private SqliteConnectorSettings settings(List<TableMapping> tables) {
    return new SqliteConnectorSettings(
        connectors.common(id()), moving.source().converted(), tables);
  }

  List<TableMapping> tables() {
    return MappingPlanner.plan(moving.source(), basis()).tables();
  }

  private SqliteSourceFile file() {
    return SqliteSourceFile.of(moving.source());
  }

  private TributaryException failed(SqliteFailure e) {
    return SqliteFileError.of(moving.source().name(), e);
  }

  /** Counting reads every page of a table and holds up writers in a rollback mode meanwhile. */
  private OptionalLong rows(List<TableMapping> tables) {
    SqliteSourceFile file = file();
    if (file.bytes() > MOST_BYTES_COUNTED) {
      return OptionalLong.empty();
    }
    Map<String, Vec0Table> vectors = Vec0Table.in(basis().entries());
    String sum =
        tables.stream()
            .map(table -> table.source().name())
            .map(name -> vectors.containsKey(name) ? vectors.get(name).rowids() : name)
            .map(name -> "(SELECT count(*) FROM %s)".formatted(Sql.identifier(name)))
            .collect(Collectors.joining(" + ", "SELECT 0 + ", ""));
    if (tables.isEmpty()) {
      return OptionalLong.of(0);
    }
    return file.read(session -> session.number(sum))
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /**
   * Does nothing while the tables are those that the target was made for.
   *
   * @throws TributaryException what has changed
   */
  void requireUnchanged() {
    file()
        .read(session -> new TableChanges(moving.source(), basis()).in(session))
        .ifPresent(
            change -> {
              throw FileInspection.failure(moving, change);
            });
  }

  /**
   * The same for the tables that it was made for, whatever has come since.
   *
   * @throws TributaryException what has changed
   */
  void requireKept() {
    file()
        .read(
            session ->
                new TableChanges(moving.source(), basis())
                    .former(SqliteFileSchema.entries(session)))
        .ifPresent(
            change -> {
              throw FileInspection.failure(moving, change);
            });
  }

  @Override
  public SourceLook look() {
    return inspection.look(moving, bases);
  }

  @Override
  public Optional<? extends ErrorCode> named(String code) {
    return SqliteFileError.of(code);
  }

  @Override
  public void restoreSource() {
    SqliteSourceFile file = file();
    file.require();
    try {
      // An abort has lifted the fence by now; behind a cutover it stays, as at every other source.
      CaptureRemoval.besideFence(file.path(), (int) connectors.settings().removalWaitMillis());
    } catch (SqliteFailure e) {
      throw failed(e);
    }
    start.forget();
  }
}
