package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.connect.SourceLag;
import io.tributary.cdc.connect.SupervisedConnectors;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Captures PostgreSQL sources through Kafka Connect: one connector, slot, publication and changes
 * topic each. All methods block and are idempotent. Calls for different sources may run at the same
 * time; calls for one source are to come one after the other.
 */
@ApplicationScoped
public class PostgresCaptureService {
  private final SupervisedConnectors connectors;
  private final Databases databases;
  private final Clock clock;
  private final Map<StreamId, CaptureInspection> inspections = new ConcurrentHashMap<>();
  private final Map<StreamId, HeldSnapshot> snapshots = new ConcurrentHashMap<>();

  /** The service, with the connectors of all sources. */
  public PostgresCaptureService(SupervisedConnectors connectors, Databases databases, Clock clock) {
    this.connectors = connectors;
    this.databases = databases;
    this.clock = clock;
  }

  /**
   * Creates the changes topic, gives replica identities, creates the publication and the connector.
   * The tables are those that exist at the first call; later ones are an error of {@link
   * #supervise}.
   *
   * @throws TributaryException a {@link CaptureError}, or that of an unreachable database
   */
  public void ensure(MovingSource source) {
    connectors.ensure(capture(source));
  }

  /** What the latest {@link #supervise} saw. */
  public CaptureStatus status(StreamId id) {
    return connectors.status(id);
  }

  /** The name of a stream's slot. */
  public String slot(StreamId id) {
    return connectors.names(id).slot();
  }

  /** As {@link SupervisedConnectors#room}. */
  public DiskRoom room(StreamId id) {
    return connectors.room(id);
  }

  /** As {@link SupervisedConnectors#lag}. */
  public Optional<SourceLag> lag(StreamId id, long applied) {
    return connectors.lag(id, applied);
  }

  /**
   * Where the source's log ends, behind which a transaction of ours brings the stream there.
   *
   * @throws io.tributary.common.error.TributaryException when the source does not answer
   */
  public long logEnd(MovingSource source) {
    return capture(source).logEnd();
  }

  /** As {@link SupervisedConnectors#supervise}: connector, slot and tables are looked at. */
  public void supervise(MovingSource source) {
    connectors.supervise(capture(source));
  }

  /**
   * Does nothing where the stream reads all tables that move.
   *
   * @param session at the source, in whose transaction it is to be so
   * @throws TributaryException {@link CaptureError#TABLE_UNPUBLISHED}
   */
  public void requirePublished(DatabaseSession session, MovingSource source) {
    new CaptureSession(session, source)
        .requirePublished(connectors.names(source.stream()).publication());
  }

  /**
   * Removes connector, stored offsets, slot, publication and topics, and puts replica identities
   * back.
   *
   * @throws TributaryException a {@link CaptureError}; calling again goes on where it broke off
   */
  public void remove(MovingSource source) {
    connectors.remove(capture(source));
    inspections.remove(source.stream());
  }

  /** The same for a source that is gone: slot, publication and replica identities stay there. */
  public void abandon(StreamId stream) {
    connectors.abandon(stream);
    inspections.remove(stream);
  }

  /**
   * The same where what was kept of the capture is gone: slot and publication are removed by their
   * names. Replica identities are put back on a way back, which keeps them beside its tables too,
   * and stay otherwise.
   */
  public void removeWithoutNotes(MovingSource source) {
    abandon(source.stream());
    capture(source).dropByName();
  }

  /**
   * Where the stream begins when its rows do not come over the topic, empty when they do.
   *
   * @throws TributaryException a {@link CaptureError}
   */
  public Optional<StartPoint> start(MovingSource source) {
    PostgresCapture capture = capture(source);
    if (capture.start().filter(point -> !point.made()).isPresent()) {
      connectors.ensure(capture);
    }
    return capture.start();
  }

  /**
   * Gives up the slot with all that was streamed from it, and begins at another one.
   *
   * @throws TributaryException a {@link CaptureError}; calling again goes on where it broke off
   */
  public StartPoint startAnew(MovingSource source) {
    PostgresCapture capture = capture(source);
    capture.startAnew();
    return capture.start().orElseThrow();
  }

  /**
   * Has the stream read a table that joined, as verdicts name it; calling again goes on where it
   * broke off.
   *
   * @return false where the connector has to be started again first, which is under way
   * @throws TributaryException a {@link CaptureError}, or that of an unreachable database
   */
  public boolean join(MovingSource source, String table) {
    return capture(source).join(table);
  }

  /** Whether the stream reads all of these tables. */
  public boolean reads(MovingSource source, Collection<TableName> tables) {
    return capture(source).reads(tables);
  }

  /** The tables that are captured. */
  public Set<TableName> tables(MovingSource source) {
    return capture(source).published();
  }

  /**
   * The exported snapshot of what the source held where the stream begins; empty when this process
   * does not hold it, or holds it no more.
   */
  public Optional<String> snapshot(StreamId id) {
    return held(id).name();
  }

  /** Lets go of the snapshot: from now on nobody can read what the source held then. */
  public void releaseSnapshot(StreamId id) {
    held(id).release();
  }

  @PreDestroy
  void releaseAll() {
    snapshots.values().forEach(HeldSnapshot::release);
  }

  private HeldSnapshot held(StreamId id) {
    return snapshots.computeIfAbsent(id, unseen -> new HeldSnapshot());
  }

  private PostgresCapture capture(MovingSource source) {
    CaptureInspection inspection =
        inspections.computeIfAbsent(
            source.stream(),
            unseen -> new CaptureInspection(connectors.settings(), databases, clock));
    return new PostgresCapture(source, databases, connectors, inspection, held(source.stream()));
  }
}
