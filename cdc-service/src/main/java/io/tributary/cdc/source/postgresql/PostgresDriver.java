package io.tributary.cdc.source.postgresql;

import io.tributary.cdc.apply.InitialRows;
import io.tributary.cdc.apply.commit.CommitterFactory;
import io.tributary.cdc.apply.commit.RowPath;
import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.connect.SourceLag;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.cdc.schema.RestartNote;
import io.tributary.cdc.schema.opening.SequenceHandover;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.source.AppliedOffset;
import io.tributary.cdc.source.ClosedSideLetters;
import io.tributary.cdc.source.ClosedSource;
import io.tributary.cdc.source.FenceLift;
import io.tributary.cdc.source.QuietSides;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.TableJoining;
import io.tributary.cdc.source.postgresql.copy.OfferedTables;
import io.tributary.cdc.source.postgresql.copy.PostgresInitialRows;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.database.DatabaseSession;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The steps of one PostgreSQL source, each done by the service that it belongs to. Thread-safe.
 *
 * @param services what all PostgreSQL sources share
 * @param moving the source
 */
record PostgresDriver(PostgresDriverFactory services, MovingSource moving) implements SourceDriver {

  @Override
  public void prepare() {
    services.schema.prepare(moving);
    if (moving.returns()) {
      services.preparationOf(moving.reversed()).makeState();
    }
  }

  @Override
  public void capture() {
    services.capture.ensure(moving);
  }

  @Override
  public void supervise() {
    services.capture.supervise(moving);
    services.views.look(moving);
  }

  @Override
  public CaptureStatus captureStatus() {
    return services
        .capture
        .status(moving.stream())
        .besides(services.views.warning(moving.stream()));
  }

  @Override
  public DiskRoom room() {
    return services.capture.room(moving.stream());
  }

  @Override
  public Optional<Long> applied() {
    return AppliedOffset.read(services.databases, moving);
  }

  @Override
  public Optional<SourceLag> lag(long applied) {
    return services.capture.lag(moving.stream(), applied);
  }

  @Override
  public OptionalLong logEnd() {
    return OptionalLong.of(services.capture.logEnd(moving));
  }

  @Override
  public void removeCapture() {
    services.capture.remove(moving);
  }

  @Override
  public void abandonCapture() {
    services.capture.abandon(moving.stream());
  }

  @Override
  public CommitterFactory committers() {
    return RowPath.literal(
        moving, services.databases, tables -> services.capture.reads(moving, tables));
  }

  @Override
  public Optional<TableJoining> joining() {
    return Optional.of(new PostgresJoining(services.schema, services.capture, moving));
  }

  @Override
  public InitialRows initialRows() {
    return new PostgresInitialRows(
        moving, services.databases, services.capture, services.copies, services.schema);
  }

  @Override
  public int helpCopy(BooleanSupplier stopped) {
    return new OfferedTables(moving, services.databases, services.copies).copy(stopped);
  }

  @Override
  public void standDown() {
    endRehearsal();
    services.views.expect(moving.stream());
    services.capture.releaseSnapshot(moving.stream());
  }

  @Override
  public void finishAfterSnapshot() {
    services.schema.finishAfterSnapshot(moving);
  }

  @Override
  public RehearsedSteps rehearse() {
    new QuietSides(services.databases, moving).require();
    long fence = services.fence.rehearse(moving, unfollowed()::refuse);
    long open = rehearseOpening();
    return new RehearsedSteps(fence, open, fence + open);
  }

  private long rehearseOpening() {
    if (!services.target.rehearseReopening(moving)) {
      return services.schema.rehearseOpening(moving);
    }
    services.schema.checkDrained(moving);
    new SequenceHandover(services.databases, moving).requireOut();
    return 0;
  }

  @Override
  public void endRehearsal() {
    services.fence.endRehearsal(moving.stream());
    services.target.endRehearsal(moving);
    services.schema.endRehearsal(moving.stream());
  }

  @Override
  public FenceObserved raiseFence(String token, Instant deadline) {
    return services.fence.raise(moving, token, deadline, unfollowed()::refuse);
  }

  @Override
  public void liftFence(String token) {
    services.fence.lift(new FenceLift(moving, token, this::opened));
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
  public QuarantineContent checkDrained() {
    if (moving.returns()) {
      services
          .home(moving)
          .ifPresent(home -> new ClosedSideLetters(moving.reversed()).requireNone(home.letters()));
    }
    return services.schema.checkDrained(moving);
  }

  @Override
  public void open() {
    ClosedSource source = new ClosedSource(moving, this::settledFence);
    if (!moving.returns()) {
      services.schema.open(moving, target -> source.require());
      return;
    }
    MovingSource back = moving.reversed();
    boolean reopened =
        services.target.reopen(
            moving,
            () -> services.schema.opened(back),
            () -> {
              // What keeps vacuums away from the target's tables would keep the lift away, too.
              services.schema.endRehearsal(moving.stream());
              return new SequenceHandover(services.databases, moving)
                  .out()
                  .andThen(services.schema.requireNothingLeft(moving))
                  .andThen(target -> services.views.note(target, new SchemaLayout(moving)));
            });
    services.views.expect(moving.stream());
    if (!reopened) {
      Consumer<DatabaseSession> begin = services.target.begin(moving);
      services.schema.open(
          moving,
          target -> {
            source.require();
            begin.accept(target);
          });
    }
  }

  @Override
  public boolean opened() {
    return services.schema.opened(moving);
  }

  @Override
  public void removeGate() {
    services.schema.removeGate(moving);
  }

  @Override
  public void removeTarget() {
    services.schema.remove(moving, services.target.forget(moving));
  }

  @Override
  public long begunAnew() {
    return new RestartNote(services.databases, moving).read();
  }

  @Override
  public boolean unlessBegunAnew(long order, Runnable removal) {
    return new RestartNote(services.databases, moving).unless(order, removal);
  }

  @Override
  public void beginAnew(long order) {
    new RestartNote(services.databases, moving).keep(order);
  }

  private UnfollowedChanges unfollowed() {
    return UnfollowedChanges.since(services.databases, moving);
  }
}
