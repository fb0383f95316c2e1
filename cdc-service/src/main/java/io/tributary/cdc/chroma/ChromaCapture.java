package io.tributary.cdc.chroma;

import io.tributary.cdc.capture.CaptureNames;
import io.tributary.cdc.capture.CaptureSettings;
import io.tributary.cdc.capture.Captures;
import io.tributary.cdc.capture.CommonSettings;
import io.tributary.cdc.capture.Connector;
import io.tributary.cdc.capture.SourceCapture;
import io.tributary.cdc.chroma.directory.ChromaSourceError;
import io.tributary.cdc.chroma.directory.SourceDirectory;
import io.tributary.cdc.sqlite.file.SqliteFileError;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Source;
import io.tributary.connect.chroma.ChromaCaptureRemoval;
import io.tributary.connect.chroma.store.ChromaFailure;
import io.tributary.connect.sqlite.SqliteFailure;
import java.util.Map;
import java.util.Optional;

/**
 * The capture of one Chroma directory. The connector itself puts its triggers into the file.
 *
 * @param id the stream
 * @param source the source
 * @param topic the changes topic
 * @param settings of all captures
 * @param captures where its connector is
 */
record ChromaCapture(
    StreamId id, Source source, String topic, CaptureSettings settings, Captures captures)
    implements SourceCapture {
  static final String CONNECTOR_CLASS = "io.tributary.connect.chroma.ChromaSourceConnector";

  @Override
  public CaptureNames names() {
    return CaptureNames.of(id);
  }

  @Override
  public long ensure() {
    Connector connector = captures.connector(id, names(), topic);
    // Named before Connect is asked, whose answer would come as a failed task.
    long rows = rows();
    connector.bring(connector.present(), settingsOfConnector());
    return rows;
  }

  private Map<String, String> settingsOfConnector() {
    Map<String, String> connector =
        new CommonSettings(
                names(), topic, settings.heartbeatIntervalMillis(), settings.pollIntervalMillis())
            .toMap();
    CollectionPatterns patterns = new CollectionPatterns(source);
    connector.put("connector.class", CONNECTOR_CLASS);
    connector.put("chroma.directory", source.converted().path());
    connector.put("collection.include.list", patterns.included());
    if (!patterns.excluded().isEmpty()) {
      connector.put("collection.exclude.list", patterns.excluded());
    }
    return connector;
  }

  /** Records of all collections, also of those that stay behind: an estimate. */
  private long rows() {
    return SourceDirectory.of(source)
        .file()
        .read(session -> session.number("SELECT count(*) FROM embeddings").orElse(-1L));
  }

  /**
   * Only whether the directory is there: the connector reads it all the time and tells the rest.
   */
  @Override
  public Optional<ErrorReport> look() {
    try {
      SourceDirectory.of(source).file();
      return Optional.empty();
    } catch (TributaryException e) {
      return Optional.of(e.report());
    }
  }

  @Override
  public boolean passing(String code) {
    return ChromaSourceError.of(code).filter(ChromaSourceError::retryable).isPresent()
        || SqliteFileError.of(code).filter(SqliteFileError::retryable).isPresent();
  }

  @Override
  public void restoreSource() {
    SourceDirectory directory = SourceDirectory.of(source);
    directory.file();
    try {
      // An abort has lifted the fence by now; behind a cutover it stays, as at every other source.
      ChromaCaptureRemoval.besideFence(directory.path(), (int) settings.removalWaitMillis());
    } catch (ChromaFailure e) {
      throw ChromaSourceError.of(source.name(), e);
    } catch (SqliteFailure e) {
      throw SqliteFileError.of(source.name(), e);
    }
  }
}
