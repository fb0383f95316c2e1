package io.tributary.cdc.source.postgresql;

import io.tributary.cdc.apply.commit.RowPath;
import io.tributary.cdc.apply.commit.RowPathFactory;
import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.connect.SourceLag;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.cdc.schema.opening.SequenceHandover;
import io.tributary.cdc.source.FenceLift;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.postgresql.back.ReturnLimit;
import io.tributary.cdc.source.postgresql.back.ReturnPreparation;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import java.time.Instant;
import java.util.Optional;

/**
 * The steps of the way back of a PostgreSQL source: what the application writes at the target comes
 * home. The same steps as on the way out, with the sides exchanged; tables are there already, and
 * no rows are copied. Thread-safe.
 *
 * @param services what all PostgreSQL sources share
 * @param out the source as it moves out
 * @param back the same with its sides exchanged
 */
record PostgresReturnDriver(PostgresDriverFactory services, MovingSource out, MovingSource back)
    implements SourceDriver {

  static PostgresReturnDriver of(PostgresDriverFactory services, MovingSource out) {
    return new PostgresReturnDriver(services, out, out.reversed());
  }

  @Override
  public void prepare() {
    preparation().makeCheckpoint();
  }

  @Override
  public RowPathFactory rowPaths() {
    return RowPath.literal(back, services.databases);
  }

  @Override
  public void capture() {
    services.capture.ensure(back);
    // Nobody reads the rows that were there: both sides have them.
    services.capture.releaseSnapshot(back.stream());
  }

  @Override
  public void supervise() {
    services.capture.supervise(back);
  }

  @Override
  public CaptureStatus captureStatus() {
    return services.capture.status(back.stream());
  }

  @Override
  public DiskRoom room() {
    return services.capture.room(back.stream());
  }

  @Override
  public Optional<SourceLag> lag(long applied) {
    return services.capture.lag(back.stream(), applied);
  }

  @Override
  public void removeCapture() {
    if (preparation().made()) {
      services.capture.remove(back);
    } else {
      services.capture.abandon(back.stream());
    }
  }

  /** The source is gone; the slot at the target would keep its log for nobody. */
  @Override
  public void abandonCapture() {
    services.capture.removeWithoutNotes(back);
    limit().forget();
  }

  @Override
  public Optional<ErrorReport> givenUp() {
    return limit().givenUp();
  }

  @Override
  public Optional<ErrorReport> holdReturnLimit() {
    limit().enforce();
    return limit().givenUp();
  }

  /** The source may be what kept the stream from running; its disk is not what fills. */
  @Override
  public void surrenderCapture() {
    try {
      removeCapture();
    } catch (TributaryException e) {
      services.capture.removeWithoutNotes(back);
    }
  }

  private ReturnLimit limit() {
    return new ReturnLimit(services.databases, back, services.capture.slot(back.stream()));
  }

  @Override
  public void standDown() {
    endRehearsal();
    services.capture.releaseSnapshot(back.stream());
  }

  @Override
  public void finishAfterSnapshot() {
    // Indexes and constraints have been the source's own all along.
  }

  @Override
  public void rehearse() {
    services.fence.rehearse(back, unfollowed()::refuse);
  }

  @Override
  public void endRehearsal() {
    services.fence.endRehearsal(back.stream());
  }

  @Override
  public FenceObserved raiseFence(String token, Instant deadline) {
    return services.fence.raise(back, token, deadline, unfollowed()::refuse);
  }

  @Override
  public void liftFence(String token) {
    services.fence.lift(new FenceLift(back, token, this::opened));
  }

  @Override
  public Optional<FenceObserved> standingFence() {
    return services.fence.standing(back);
  }

  @Override
  public Optional<FenceObserved> settledFence() {
    return services.fence.settled(back);
  }

  @Override
  public void checkDrained() {
    services.schema.checkDrained(back);
  }

  /** Lifts the fence of the cutover, with the sequences as they stand at the target. */
  @Override
  public void open() {
    services
        .fence
        .settled(out)
        .ifPresent(
            fence ->
                services.fence.lift(
                    new FenceLift(
                        out,
                        fence.token(),
                        () -> services.schema.opened(out),
                        new SequenceHandover(services.databases, out).home())));
  }

  @Override
  public boolean opened() {
    return services.schema.opened(back);
  }

  @Override
  public void removeGate() {
    // A fence that is lifted leaves nothing behind.
  }

  @Override
  public void removeTarget() {
    limit().forget();
    preparation().remove();
  }

  private ReturnPreparation preparation() {
    return services.preparationOf(back);
  }

  private UnfollowedChanges unfollowed() {
    return UnfollowedChanges.since(services.databases, back);
  }
}
