package io.tributary.cdc.source.converted;

import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.connect.SourceCapture;
import io.tributary.cdc.connect.SourceEnd;
import io.tributary.cdc.connect.SourceLag;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.cdc.schema.RestartNote;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.statement.SchemaBlueprint;
import io.tributary.cdc.source.AppliedOffset;
import io.tributary.cdc.source.ClosedSideLetters;
import io.tributary.cdc.source.ClosedSource;
import io.tributary.cdc.source.FenceLift;
import io.tributary.cdc.source.QuietSides;
import io.tributary.cdc.source.ReturnHome;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.TributaryException;
import io.tributary.common.measure.WarmTime;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.database.DatabaseSession;
import io.tributary.files.sqlite.source.SqliteFileError;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The steps of one source whose tables are made by statements. A kind of source says which
 * statements, which connector and which fence. Thread-safe when those are.
 */
public abstract class ConvertedSourceDriver implements SourceDriver {
  private final ConvertedSourceParts parts;
  private final MovingSource moving;
  private final SchemaLayout layout;
  private final SchemaBlueprint blueprint;
  private final SourceCapture capture;
  private final SourceFencing fence;

  /**
   * The driver of one source.
   *
   * @param parts what all such sources share
   * @param blueprint what the source puts into the target
   */
  protected ConvertedSourceDriver(
      ConvertedSourceParts parts,
      MovingSource moving,
      SchemaBlueprint blueprint,
      SourceCapture capture,
      SourceFencing fence) {
    this.parts = parts;
    this.moving = moving;
    this.layout = new SchemaLayout(moving);
    this.blueprint = blueprint;
    this.capture = capture;
    this.fence = fence;
  }

  /** Where its way back ends. */
  protected abstract Optional<ReturnHome> home();

  @Override
  public void prepare() {
    parts.statements().prepare(layout, blueprint);
  }

  @Override
  public void capture() {
    parts.connectors().ensure(capture);
  }

  @Override
  public void supervise() {
    parts.connectors().supervise(capture);
    parts.views().look(moving);
  }

  @Override
  public CaptureStatus captureStatus() {
    return parts
        .connectors()
        .status(moving.stream())
        .besides(parts.views().warning(moving.stream()));
  }

  @Override
  public DiskRoom room() {
    return parts.connectors().room(moving.stream());
  }

  @Override
  public Optional<Long> applied() {
    return AppliedOffset.read(parts.databases(), moving);
  }

  @Override
  public Optional<SourceLag> lag(long applied) {
    return parts.connectors().lag(moving.stream(), applied);
  }

  @Override
  public OptionalLong logEnd() {
    return capture.look().end().stream().mapToLong(SourceEnd::position).findFirst();
  }

  @Override
  public void removeCapture() {
    parts.statements().complete(layout, blueprint);
    parts.connectors().remove(capture);
  }

  @Override
  public void abandonCapture() {
    parts.statements().complete(layout, blueprint);
    parts.connectors().abandon(moving.stream());
  }

  @Override
  public void finishAfterSnapshot() {
    parts.statements().finishAfterSnapshot(layout, blueprint);
  }

  @Override
  public RehearsedSteps rehearse() {
    new QuietSides(parts.databases(), moving).require();
    tryTheWayHome();
    long fenceMillis = WarmTime.millis(parts.clock(), fence::rehearse);
    long openMillis =
        parts.target().rehearseReopening(moving)
            ? parts.statements().rehearseReopening(layout, blueprint)
            : parts.statements().rehearseOpening(layout, blueprint);
    return new RehearsedSteps(fenceMillis, openMillis, fenceMillis + openMillis);
  }

  private void tryTheWayHome() {
    if (moving.returns()) {
      try {
        home().ifPresent(ReturnHome::tryWriting);
      } catch (TributaryException e) {
        // A writer that takes its time is waited for by the fence, and it is tried again behind it.
        if (!e.report().code().equals(SqliteFileError.BUSY.code())) {
          throw e;
        }
      }
    }
  }

  @Override
  public void endRehearsal() {
    parts.target().endRehearsal(moving);
    parts.statements().endRehearsal(moving.stream());
  }

  @Override
  public void standDown() {
    endRehearsal();
    parts.views().expect(moving.stream());
  }

  @Override
  public FenceObserved raiseFence(String token, Instant deadline) {
    return fence.raise(token, deadline);
  }

  @Override
  public void liftFence(String token) {
    fence.lift(new FenceLift(moving, token, this::opened));
  }

  @Override
  public Optional<FenceObserved> standingFence() {
    return fence.standing();
  }

  @Override
  public Optional<FenceObserved> settledFence() {
    return fence.settled();
  }

  @Override
  public QuarantineContent checkDrained() {
    if (moving.returns()) {
      home()
          .ifPresent(
              home -> {
                new ClosedSideLetters(moving.reversed()).requireNone(home.letters());
                home.tryWriting();
              });
    }
    return parts.statements().checkDrained(layout, blueprint);
  }

  @Override
  public void open() {
    ClosedSource source = new ClosedSource(moving, this::settledFence);
    if (!moving.returns()) {
      parts.statements().open(layout, blueprint, target -> source.require());
      parts.views().expect(moving.stream());
      return;
    }
    boolean reopened =
        parts
            .target()
            .reopen(
                moving,
                () -> !source.closed(),
                () -> parts.statements().reopening(layout, blueprint));
    parts.views().expect(moving.stream());
    if (!reopened) {
      Consumer<DatabaseSession> begin = parts.target().begin(moving);
      parts
          .statements()
          .open(
              layout,
              blueprint,
              target -> {
                source.require();
                begin.accept(target);
              });
    }
  }

  @Override
  public boolean opened() {
    return parts.schema().opened(moving);
  }

  @Override
  public void removeGate() {
    parts.schema().removeGate(moving);
    parts.views().look(moving);
  }

  @Override
  public void removeTarget() {
    parts.statements().remove(layout, blueprint, parts.target().forget(moving));
  }

  @Override
  public long begunAnew() {
    return new RestartNote(parts.databases(), moving).read();
  }

  @Override
  public boolean unlessBegunAnew(long order, Runnable removal) {
    return new RestartNote(parts.databases(), moving).unless(order, removal);
  }

  @Override
  public void beginAnew(long order) {
    new RestartNote(parts.databases(), moving).keep(order);
  }
}
