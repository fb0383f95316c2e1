package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.InitialRows;
import io.tributary.cdc.capture.CaptureService;
import io.tributary.cdc.capture.CaptureStatus;
import io.tributary.cdc.copy.CopyService;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.fence.FenceService;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** PostgreSQL: hands every step to the part that does it. Thread-safe. */
@ApplicationScoped
public class PostgresDriver implements SourceDriver {
  private final SchemaService schema;
  private final CaptureService capture;
  private final CopyService copies;
  private final FenceService fence;
  private final Databases databases;

  /** The driver, with the parts that do its steps. */
  public PostgresDriver(
      SchemaService schema,
      CaptureService capture,
      CopyService copies,
      FenceService fence,
      Databases databases) {
    this.schema = schema;
    this.capture = capture;
    this.copies = copies;
    this.fence = fence;
    this.databases = databases;
  }

  @Override
  public void prepare(Migration migration, Source source) {
    schema.prepare(migration, source);
  }

  @Override
  public void capture(Migration migration, Source source) {
    capture.ensure(migration, source);
  }

  @Override
  public void supervise(Migration migration, Source source) {
    capture.supervise(migration, source);
  }

  @Override
  public CaptureStatus captureStatus(StreamId stream) {
    return capture.status(stream);
  }

  @Override
  public void removeCapture(Migration migration, Source source, boolean deleteTopic) {
    capture.remove(migration, source, deleteTopic);
  }

  @Override
  public InitialRows initialRows(Migration migration, Source source) {
    return new CopiedRows(migration, source, capture, copies, schema);
  }

  @Override
  public void standDown(StreamId stream) {
    endRehearsal(stream);
    capture.releaseSnapshot(stream);
  }

  @Override
  public void finishAfterSnapshot(Migration migration, Source source) {
    schema.finishAfterSnapshot(migration, source);
  }

  @Override
  public void rehearse(Migration migration, Source source) {
    fence.rehearse(migration, source, unfollowed(migration, source)::refuse);
    schema.rehearseOpening(migration, source);
  }

  @Override
  public void endRehearsal(StreamId stream) {
    fence.endRehearsal(stream);
    schema.endRehearsal(stream);
  }

  @Override
  public FenceObserved raiseFence(
      Migration migration, Source source, String token, Instant deadline) {
    UnfollowedChanges changes = unfollowed(migration, source);
    return fence.raise(migration, source, token, deadline, changes::refuse);
  }

  @Override
  public void liftFence(Migration migration, Source source) {
    fence.lift(migration, source);
  }

  @Override
  public Optional<FenceObserved> standingFence(Migration migration, Source source) {
    return fence.standing(migration, source);
  }

  /** The source itself has kept every rule that the target has. */
  @Override
  public void checkDrained(Migration migration, Source source) {}

  @Override
  public void open(Migration migration, Source source) {
    schema.open(migration, source);
  }

  @Override
  public boolean opened(Migration migration, Source source) {
    return schema.opened(migration, source);
  }

  @Override
  public void removeGate(Migration migration, Source source) {
    schema.removeGate(migration, source);
  }

  @Override
  public void removeTarget(Migration migration, Source source) {
    schema.remove(migration, source);
  }

  private UnfollowedChanges unfollowed(Migration migration, Source source) {
    return UnfollowedChanges.since(databases, migration, source);
  }
}
