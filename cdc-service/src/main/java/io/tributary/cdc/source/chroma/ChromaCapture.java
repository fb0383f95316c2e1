package io.tributary.cdc.source.chroma;

import io.tributary.cdc.connect.SourceCapture;
import io.tributary.cdc.connect.SourceEnd;
import io.tributary.cdc.connect.SourceLook;
import io.tributary.cdc.connect.StreamConnector;
import io.tributary.cdc.connect.SupervisedConnectors;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.files.chroma.capture.ChromaCaptureRemoval;
import io.tributary.files.chroma.source.ChromaSourceDirectory;
import io.tributary.files.chroma.source.ChromaSourceError;
import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaDirectoryReader;
import io.tributary.files.chroma.store.ChromaFailure;
import io.tributary.files.chroma.store.CollectionName;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.capture.LogEnd;
import io.tributary.files.sqlite.source.SqliteFileError;
import io.tributary.files.sqlite.source.SqliteReadSession;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The capture of one Chroma directory. The connector itself puts its triggers into the file.
 *
 * @param moving the source
 * @param connectors where its connector is
 * @param clock for readings of the directory
 */
record ChromaCapture(MovingSource moving, SupervisedConnectors connectors, Clock clock)
    implements SourceCapture {
  static final String CONNECTOR_CLASS = "io.tributary.connect.chroma.ChromaSourceConnector";

  @Override
  public StreamId id() {
    return moving.stream();
  }

  @Override
  public OptionalLong ensure() {
    StreamConnector connector = connectors.connector(id());
    // Named before Connect is asked, whose answer would come as a failed task.
    long rows = rows();
    connector.bring(connector.present(), settingsOfConnector());
    return OptionalLong.of(rows);
  }

  private Map<String, String> settingsOfConnector() {
    Map<String, String> connector = connectors.common(id()).toMap();
    CollectionPatterns patterns = new CollectionPatterns(moving.source());
    connector.put("connector.class", CONNECTOR_CLASS);
    connector.put("chroma.directory", moving.source().converted().path());
    connector.put("collection.include.list", patterns.included());
    if (!patterns.excluded().isEmpty()) {
      connector.put("collection.exclude.list", patterns.excluded());
    }
    return connector;
  }

  /** Records of all collections, also of those that stay behind: an estimate. */
  private long rows() {
    return ChromaSourceDirectory.of(moving.source())
        .file()
        .read(session -> session.number("SELECT count(*) FROM embeddings").orElse(-1L));
  }

  /**
   * Only whether the directory is there and where its log ends: the connector reads it all the time
   * and tells the rest. A write that Chroma has accepted and not taken over is in no log yet, and
   * will be at least one row of it.
   */
  @Override
  public SourceLook look() {
    try {
      return ChromaSourceDirectory.of(moving.source()).file().read(this::look);
    } catch (TributaryException e) {
      return SourceLook.failed(e.report());
    }
  }

  private SourceLook look(SqliteReadSession session) throws SQLException {
    OptionalLong end = LogEnd.in(session);
    return new SourceLook(
        Optional.empty(),
        end.isPresent()
            ? Optional.of(SourceEnd.ofFile(end.getAsLong() + pendingWrites(session)))
            : Optional.empty(),
        DiskRoom.at(ChromaSourceDirectory.of(moving.source()).path()),
        List.of());
  }

  private long pendingWrites(SqliteReadSession session) throws SQLException {
    return new ChromaDirectoryReader(
            session.connection(),
            ChromaSourceDirectory.of(moving.source()).path(),
            ChromaDirectoryReader.PICKLE_LIMIT,
            clock)
        .pendingWrites(this::moves);
  }

  private boolean moves(ChromaCollection collection) {
    CollectionName name = CollectionName.of(collection);
    return moving.source().targetOf(new TableName(name.schema(), name.table())).isPresent();
  }

  @Override
  public Optional<? extends ErrorCode> named(String code) {
    return ChromaSourceError.of(code)
        .<ErrorCode>map(error -> error)
        .or(() -> SqliteFileError.of(code));
  }

  @Override
  public void restoreSource() {
    ChromaSourceDirectory directory = ChromaSourceDirectory.of(moving.source());
    directory.file();
    try {
      // An abort has lifted the fence by now; behind a cutover it stays, as at every other source.
      ChromaCaptureRemoval.besideFence(
          directory.path(), (int) connectors.settings().removalWaitMillis());
    } catch (ChromaFailure e) {
      throw ChromaSourceError.of(moving.source().name(), e);
    } catch (SqliteFailure e) {
      throw SqliteFileError.of(moving.source().name(), e);
    }
  }
}
