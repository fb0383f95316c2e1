package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.commit.CommitterFactory;
import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.connect.SourceLag;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The steps of one stream; those that change no side change nothing here. */
record ModelledDriver(ModelledDatabases databases, Direction direction) implements SourceDriver {

  @Override
  public void prepare() {}

  @Override
  public CommitterFactory committers() {
    return null;
  }

  @Override
  public void capture() {
    databases.capture(direction);
  }

  @Override
  public void supervise() {}

  @Override
  public CaptureStatus captureStatus() {
    return CaptureStatus.of("RUNNING", null);
  }

  @Override
  public DiskRoom room() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Long> applied() {
    return Optional.empty();
  }

  @Override
  public Optional<SourceLag> lag(long applied) {
    return Optional.empty();
  }

  @Override
  public OptionalLong logEnd() {
    return OptionalLong.of(0);
  }

  @Override
  public void removeCapture() {
    databases.removeCapture(direction);
  }

  @Override
  public void abandonCapture() {}

  @Override
  public void finishAfterSnapshot() {}

  @Override
  public RehearsedSteps rehearse() {
    return new RehearsedSteps(0, 0, 0);
  }

  @Override
  public void endRehearsal() {}

  @Override
  public FenceObserved raiseFence(String token, Instant deadline) {
    return databases.raise(direction, token);
  }

  @Override
  public void liftFence(String token) {
    databases.lift(direction, token);
  }

  @Override
  public Optional<FenceObserved> standingFence() {
    return databases.standing(direction);
  }

  @Override
  public Optional<FenceObserved> settledFence() {
    return databases.standing(direction);
  }

  @Override
  public QuarantineContent checkDrained() {
    return QuarantineContent.NOTHING;
  }

  @Override
  public void open() {
    databases.open(direction);
  }

  @Override
  public boolean opened() {
    return databases.opened(direction);
  }

  @Override
  public void removeGate() {}

  @Override
  public void removeTarget() {
    databases.removeTarget(direction);
  }

  @Override
  public long begunAnew() {
    return databases.source().start().note();
  }

  @Override
  public boolean unlessBegunAnew(long order, Runnable removal) {
    return databases.unlessBegunAnew(order, removal);
  }

  @Override
  public void beginAnew(long order) {
    databases.beginAnew(order);
  }
}
