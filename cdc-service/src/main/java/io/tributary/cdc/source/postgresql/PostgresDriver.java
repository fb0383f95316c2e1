package io.tributary.cdc.source.postgresql;

import io.tributary.cdc.apply.InitialRows;
import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.source.MovingSource;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.postgresql.copy.PostgresInitialRows;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;
import java.time.Instant;
import java.util.Optional;

/**
 * The steps of one PostgreSQL source, each done by the service that it belongs to. Thread-safe.
 *
 * @param services what all PostgreSQL sources share
 * @param moving the source
 */
record PostgresDriver(PostgresDriverFactory services, MovingSource moving) implements SourceDriver {

  @Override
  public void prepare() {
    services.schema.prepare(migration(), source());
  }

  @Override
  public void capture() {
    services.capture.ensure(moving);
  }

  @Override
  public void supervise() {
    services.capture.supervise(moving);
  }

  @Override
  public CaptureStatus captureStatus() {
    return services.capture.status(moving.stream());
  }

  @Override
  public void removeCapture(boolean deleteTopic) {
    services.capture.remove(moving, deleteTopic);
  }

  @Override
  public InitialRows initialRows() {
    return new PostgresInitialRows(
        moving, services.databases, services.capture, services.copies, services.schema);
  }

  @Override
  public void standDown() {
    endRehearsal();
    services.capture.releaseSnapshot(moving.stream());
  }

  @Override
  public void finishAfterSnapshot() {
    services.schema.finishAfterSnapshot(migration(), source());
  }

  @Override
  public void rehearse() {
    services.fence.rehearse(moving, unfollowed()::refuse);
    services.schema.rehearseOpening(migration(), source());
  }

  @Override
  public void endRehearsal() {
    services.fence.endRehearsal(moving.stream());
    services.schema.endRehearsal(moving.stream());
  }

  @Override
  public FenceObserved raiseFence(String token, Instant deadline) {
    return services.fence.raise(moving, token, deadline, unfollowed()::refuse);
  }

  @Override
  public void liftFence() {
    services.fence.lift(moving);
  }

  @Override
  public Optional<FenceObserved> standingFence() {
    return services.fence.standing(moving);
  }

  @Override
  public Optional<FenceObserved> settledFence() {
    return services.fence.settled(moving);
  }

  /** The source itself has kept every rule that the target has; what was refused is counted. */
  @Override
  public void checkDrained() {
    services.schema.checkDrained(migration(), source());
  }

  @Override
  public void open() {
    services.schema.open(migration(), source());
  }

  @Override
  public boolean opened() {
    return services.schema.opened(migration(), source());
  }

  @Override
  public void removeGate() {
    services.schema.removeGate(migration(), source());
  }

  @Override
  public void removeTarget() {
    services.schema.remove(migration(), source());
  }

  private Migration migration() {
    return moving.migration();
  }

  private Source source() {
    return moving.source();
  }

  private UnfollowedChanges unfollowed() {
    return UnfollowedChanges.since(services.databases, moving);
  }
}
