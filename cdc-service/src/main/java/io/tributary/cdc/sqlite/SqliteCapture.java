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
import io.tributary.common.plan.Source;
import io.tributary.common.sql.Sql;
import io.tributary.common.sqlite.VectorTable;
import io.tributary.connect.sqlite.CaptureRemoval;
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
 * @param fileLook remembers what was seen of the file
 */
record SqliteCapture(
    StreamId id,
    Source source,
    String topic,
    CaptureSettings settings,
    Captures captures,
    Supplier<MappingBasis> basis,
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
    connector.bring(
        connector.present(),
        new SqliteConnectorSettings(
                new CommonSettings(
                    names(),
                    topic,
                    settings.heartbeatIntervalMillis(),
                    settings.pollIntervalMillis()),
                source.converted(),
                tables)
            .toMap());
    return rows;
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
  }
}
