package io.tributary.cdc.source.postgresql;

import io.tributary.cdc.apply.commit.CommitterFactory;
import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.connect.SourceLag;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.cdc.schema.RestartNote;
import io.tributary.cdc.source.ClosedSideLetters;
import io.tributary.cdc.source.FenceLift;
import io.tributary.cdc.source.QuietSides;
import io.tributary.cdc.source.ReturnHome;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.postgresql.back.ReturnLimit;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The steps of the way back of a source: what the application writes at the target, which is a
 * PostgreSQL database, comes home. The same steps as on the way out, with the sides exchanged;
 * tables are there already, and no rows are copied. Thread-safe.
 *
 * @param services what all PostgreSQL sources share
 * @param back the source with its sides exchanged
 * @param home where the stream goes
 * @param sides what both sides have to be before they change
 */
record PostgresReturnDriver(
    PostgresDriverFactory services, MovingSource back, ReturnHome home, QuietSides sides)
    implements SourceDriver {

  @Override
  public void prepare() {
    home.prepare();
  }

  @Override
  public CommitterFactory committers() {
    return home.committers();
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
    services.views.look(back);
  }

  @Override
  public CaptureStatus captureStatus() {
    return services.capture.status(back.stream()).besides(services.views.warning(back.stream()));
  }

  @Override
  public DiskRoom room() {
    return services.capture.room(back.stream());
  }

  @Override
  public Optional<Long> applied() {
    return home.applied();
  }

  @Override
  public Optional<SourceLag> lag(long applied) {
    return services.capture.lag(back.stream(), applied);
  }

  @Override
  public OptionalLong logEnd() {
    return OptionalLong.of(services.capture.logEnd(back));
  }

  @Override
  public void removeCapture() {
    if (home.made()) {
      services.capture.remove(back);
    } else {
      // Another server may have come in the place of the home; the slot is at the target.
      services.capture.removeWithoutNotes(back);
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
    services.views.expect(back.stream());
    services.capture.releaseSnapshot(back.stream());
  }

  @Override
  public void finishAfterSnapshot() {
    // Indexes and constraints have been the source's own all along.
  }

  @Override
  public RehearsedSteps rehearse() {
    sides.require();
    home.checkDrained();
    home.rehearseOpening();
    long fence = services.fence.rehearse(back, unfollowed()::refuse);
    return new RehearsedSteps(fence, 0, fence);
  }

  @Override
  public void endRehearsal() {
    services.fence.endRehearsal(back.stream());
    home.endRehearsal();
    services.schema.endRehearsal(back.stream());
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
  public QuarantineContent checkDrained() {
    ClosedSideLetters atSource = new ClosedSideLetters(sides.out());
    atSource.requireNone(atSource.count(services.databases));
    return home.checkDrained();
  }

  @Override
  public void open() {
    home.open();
    services.views.expect(back.stream());
  }

  @Override
  public boolean opened() {
    return home.opened();
  }

  @Override
  public void removeGate() {
    // A fence that is lifted leaves nothing behind.
  }

  @Override
  public void removeTarget() {
    limit().forget();
    home.remove();
  }

  /** The way out remembers it, in the database that this way comes from. */
  @Override
  public boolean unlessBegunAnew(long order, Runnable removal) {
    return new RestartNote(services.databases, back.reversed()).unless(order, removal);
  }

  private UnfollowedChanges unfollowed() {
    return UnfollowedChanges.since(services.databases, back);
  }
}
