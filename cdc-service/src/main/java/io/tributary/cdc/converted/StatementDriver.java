package io.tributary.cdc.converted;

import io.tributary.cdc.capture.CaptureStatus;
import io.tributary.cdc.capture.Captures;
import io.tributary.cdc.capture.SourceCapture;
import io.tributary.cdc.schema.Blueprint;
import io.tributary.cdc.schema.Layout;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.StatementSchema;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import java.time.Instant;
import java.util.Optional;

/**
 * What is done to every source whose tables are made by statements. A kind of source says which
 * statements, which connector and which fence. Thread-safe when those are.
 */
public abstract class StatementDriver implements SourceDriver {
  private final SchemaService schema;
  private final StatementSchema statements;
  private final Captures captures;

  /** The parts that every kind shares. */
  protected StatementDriver(StatementParts parts) {
    this.schema = parts.schema();
    this.statements = parts.statements();
    this.captures = parts.captures();
  }

  /** What the source puts into the target. */
  protected abstract Blueprint blueprint(Layout layout);

  /** The capture of the source. */
  protected abstract SourceCapture captureOf(Layout layout);

  /** The fence of the source. */
  protected abstract SourceFencing fencing(Layout layout);

  /** What was prepared for a source, or is about to be, may be another one from now on. */
  protected void forget(StreamId stream) {}

  /** The capture of a source is gone. */
  protected void released(StreamId stream) {}

  @Override
  public void prepare(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    try {
      statements.prepare(layout, blueprint(layout));
    } finally {
      forget(layout.stream());
    }
  }

  @Override
  public void capture(Migration migration, Source source) {
    captures.ensure(captureOf(new Layout(migration, source)));
  }

  @Override
  public void supervise(Migration migration, Source source) {
    captures.supervise(captureOf(new Layout(migration, source)));
  }

  @Override
  public CaptureStatus captureStatus(StreamId stream) {
    return captures.status(stream);
  }

  @Override
  public void removeCapture(Migration migration, Source source, boolean deleteTopic) {
    SourceCapture capture = captureOf(new Layout(migration, source));
    captures.remove(capture, deleteTopic);
    released(capture.id());
  }

  @Override
  public void finishAfterSnapshot(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    statements.finishAfterSnapshot(layout, blueprint(layout));
  }

  @Override
  public void rehearse(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    fencing(layout).rehearse();
    statements.rehearseOpening(layout, blueprint(layout));
  }

  @Override
  public void endRehearsal(StreamId stream) {
    statements.endRehearsal(stream);
  }

  @Override
  public FenceObserved raiseFence(
      Migration migration, Source source, String token, Instant deadline) {
    return fencing(new Layout(migration, source)).raise(token, deadline);
  }

  @Override
  public void liftFence(Migration migration, Source source) {
    fencing(new Layout(migration, source)).lift();
  }

  @Override
  public Optional<FenceObserved> standingFence(Migration migration, Source source) {
    return fencing(new Layout(migration, source)).standing();
  }

  @Override
  public void checkDrained(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    statements.checkDrained(layout, blueprint(layout));
  }

  @Override
  public void open(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    statements.open(layout, blueprint(layout));
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
    Layout layout = new Layout(migration, source);
    forget(layout.stream());
    statements.remove(layout, blueprint(layout));
  }
}
