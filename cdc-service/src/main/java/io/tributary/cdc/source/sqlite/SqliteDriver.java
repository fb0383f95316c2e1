package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.apply.InitialRows;
import io.tributary.cdc.apply.commit.CommitterFactory;
import io.tributary.cdc.apply.commit.RowPath;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.source.ReturnHome;
import io.tributary.cdc.source.TableJoining;
import io.tributary.cdc.source.converted.ConvertedSourceDriver;
import io.tributary.cdc.source.sqlite.schema.SqliteBlueprint;
import io.tributary.common.plan.MovingSource;
import java.util.Optional;
import java.util.function.Function;

/** The steps of one SQLite file. Thread-safe. */
final class SqliteDriver extends ConvertedSourceDriver {
  private final SqliteDriverFactory shared;
  private final MovingSource moving;
  private final SqliteCapture capture;

  SqliteDriver(SqliteDriverFactory shared, MovingSource moving, SqliteCapture capture) {
    super(
        shared.parts,
        moving,
        new SqliteBlueprint(new SchemaLayout(moving)),
        capture,
        shared.fencing(moving));
    this.shared = shared;
    this.moving = moving;
    this.capture = capture;
  }

  @Override
  public void prepare() {
    try {
      super.prepare();
    } finally {
      shared.bases.forget(moving.stream());
    }
  }

  @Override
  protected Optional<ReturnHome> home() {
    return shared.home(moving);
  }

  @Override
  public CommitterFactory committers() {
    return RowPath.ofFile(moving, Optional.of(capture::again));
  }

  @Override
  public InitialRows initialRows() {
    return new SqliteInitialRows(moving, capture, shared.copies);
  }

  @Override
  public Optional<Function<RepairTask, RepairOutcome>> rereading() {
    return Optional.of(new SqliteRereading(moving, capture)::again);
  }

  @Override
  public Optional<TableJoining> joining() {
    return Optional.of(new SqliteJoining(shared.parts.statements(), shared.bases, capture, moving));
  }

  /** Another instance may take tables in meanwhile. */
  @Override
  public void standDown() {
    shared.bases.forget(moving.stream());
    super.standDown();
  }

  @Override
  public void removeCapture() {
    super.removeCapture();
    shared.forgetInspection(moving.stream());
  }

  @Override
  public void removeTarget() {
    shared.bases.forget(moving.stream());
    super.removeTarget();
  }
}
