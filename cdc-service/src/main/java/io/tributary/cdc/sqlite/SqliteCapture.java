package io.tributary.cdc.sqlite;

import io.tributary.cdc.capture.CaptureNames;
import io.tributary.cdc.capture.CaptureSettings;
import io.tributary.cdc.capture.Captures;
import io.tributary.cdc.capture.CommonSettings;
import io.tributary.cdc.capture.Connector;
import io.tributary.cdc.capture.SourceCapture;
import io.tributary.cdc.sqlite.file.SqliteFile;
import io.tributary.cdc.sqlite.file.SqliteFileError;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.mapping.SourceMapping;
import io.tributary.common.mapping.TableMapping;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.InitialCopy;
import io.tributary.common.plan.Source;
import io.tributary.common.sql.Sql;
import io.tributary.common.sqlite.VectorTable;
import io.tributary.connect.sqlite.CaptureRemoval;
import io.tributary.connect.sqlite.CaptureStart;
import io.tributary.connect.sqlite.SqliteFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The capture of one SQLite file. The connector itself puts its triggers into the file.
 *
 * @param id the stream
 * @param source the source
 * @param topic the changes topic
 * @param settings of all captures
 * @param captures where its connector is
 * @param basis reads what the target was made for
 * @param start where its stream begins when its rows do not come over the topic
 * @param fileLook remembers what was seen of the file
 */
record SqliteCapture(
    StreamId id,
    Source source,
    String topic,
    CaptureSettings settings,
    Captures captures,
    Supplier<MappingBasis> basis,
    KeptStart start,
    FileLook fileLook)
    implements SourceCapture {
  private static final long MOST_BYTES_COUNTED = 64L * 1024 * 1024;

  @Override
  public CaptureNames names() {
    return CaptureNames.of(id);
  }

  @Override
  public long ensure() {
    List<TableMapping> tables = SourceMapping.of(source, basis.get()).tables();
    Connector connector = captures.connector(id, names(), topic);
    // Named before Connect is asked, whose answer would come as a failed task.
    long rows = rows(tables);
    SqliteConnectorSettings wanted = settings(tables);
    Map<String, String> present = connector.present();
    Optional<CaptureStart> begun = start.read();
    if (begun.isEmpty() && source.initialCopy() == InitialCopy.COPY && !takesSnapshot(present)) {
      // What an earlier migration of this name has left would go on from where that one was.
      captures.removeConnector(this);
      begun = Optional.of(begin(wanted));
      present = Map.of();
    }
    connector.bring(present, begun.map(wanted::from).orElseGet(wanted::toMap));
    return rows;
  }

  /** Whether a stream that takes a snapshot was begun, with the rule of an earlier version. */
  private static boolean takesSnapshot(Map<String, String> connector) {
    return "initial".equals(connector.get(CommonSettings.SNAPSHOT_MODE));
  }

  /** Puts the capture into the file, behind which the rows may be read. */
  private CaptureStart begin(SqliteConnectorSettings wanted) {
    CaptureStart made = reconciled(wanted);
    start.keep(made);
    return made;
  }

  /** The place in the file's log behind which everything is logged, as of now. */
  CaptureStart now() {
    return reconciled(settings(SourceMapping.of(source, basis.get()).tables()));
  }

  private CaptureStart reconciled(SqliteConnectorSettings wanted) {
    SqliteFile file = SqliteFile.of(source);
    file.require();
    try {
      return CaptureStart.in(wanted.toMap(), file.busyMillis());
    } catch (SqliteFailure e) {
      throw SqliteFileError.of(source.name(), e);
    }
  }

  private SqliteConnectorSettings settings(List<TableMapping> tables) {
    CommonSettings common =
        new CommonSettings(
            names(), topic, settings.heartbeatIntervalMillis(), settings.pollIntervalMillis());
    return new SqliteConnectorSettings(common, source.converted(), tables);
  }

  /** Counting reads every page of a table and holds up writers in a rollback mode meanwhile. */
  private long rows(List<TableMapping> tables) {
    SqliteFile file = SqliteFile.of(source);
    if (file.bytes() > MOST_BYTES_COUNTED) {
      return -1;
    }
    Map<String, VectorTable> vectors = VectorTable.in(basis.get().entries());
    String sum =
        tables.stream()
            .map(table -> table.source().name())
            .map(name -> vectors.containsKey(name) ? vectors.get(name).rowids() : name)
            .map(name -> "(SELECT count(*) FROM %s)".formatted(Sql.identifier(name)))
            .collect(Collectors.joining(" + ", "SELECT 0 + ", ""));
    return tables.isEmpty() ? 0 : file.read(session -> session.number(sum).orElse(-1L));
  }

  @Override
  public Optional<ErrorReport> look() {
    return fileLook.error(id, source, basis);
  }

  @Override
  public boolean passing(String code) {
    return SqliteFileError.of(code).filter(SqliteFileError::retryable).isPresent();
  }

  @Override
  public void restoreSource() {
    SqliteFile file = SqliteFile.of(source);
    file.require();
    try {
      // An abort has lifted the fence by now; behind a cutover it stays, as at every other source.
      CaptureRemoval.besideFence(file.path(), (int) settings.removalWaitMillis());
    } catch (SqliteFailure e) {
      throw SqliteFileError.of(source.name(), e);
    }
    start.forget();
  }
}
