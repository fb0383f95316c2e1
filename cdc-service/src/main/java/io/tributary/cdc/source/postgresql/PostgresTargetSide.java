package io.tributary.cdc.source.postgresql;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.seal.MessageKeys;
import io.tributary.cdc.source.FenceLift;
import io.tributary.cdc.source.TargetSide;
import io.tributary.cdc.source.postgresql.capture.PostgresCaptureService;
import io.tributary.cdc.source.postgresql.fence.FenceService;
import io.tributary.common.change.FenceMark;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The target of every migration, whose fence is that of a PostgreSQL database. */
@Singleton
public class PostgresTargetSide implements TargetSide {
  private static final String TRANSACTION = "SELECT pg_catalog.pg_current_xact_id()::text::bigint";

  private static final String EMIT = "SELECT pg_catalog.pg_logical_emit_message(true, ?, ?)::text";

  private final FenceService fence;
  private final PostgresCaptureService capture;
  private final Databases databases;

  /** The target's side, with what raises its fence and what reads it. */
  public PostgresTargetSide(
      FenceService fence, PostgresCaptureService capture, Databases databases) {
    this.fence = fence;
    this.capture = capture;
    this.databases = databases;
  }

  @Override
  public Consumer<DatabaseSession> begin(MovingSource out) {
    MovingSource back = out.reversed();
    MessageSeal seal = MessageKeys.seal(databases, back);
    String prefix = FenceMark.prefix(back.stream());
    String text = FenceMark.lifted(CLOSED_FROM_THE_START).text();
    return target -> {
      requireRead(target, out);
      target.text(EMIT, prefix, seal.seal(prefix, target.number(TRANSACTION), text));
    };
  }

  @Override
  public boolean rehearseReopening(MovingSource out) {
    boolean closed = out.returns() && fence.closing(out.reversed()).isPresent();
    if (closed) {
      fence.keepOpening(out.reversed());
    }
    return closed;
  }

  @Override
  public void endRehearsal(MovingSource out) {
    if (out.returns()) {
      fence.endRehearsal(out.reversed().stream());
    }
  }

  @Override
  public boolean reopen(
      MovingSource out, BooleanSupplier homeOpened, Supplier<Consumer<DatabaseSession>> opening) {
    MovingSource back = out.reversed();
    Optional<FenceObserved> closed = fence.closing(back);
    closed.ifPresent(
        standing ->
            fence.lift(
                FenceLift.opening(
                    back,
                    standing.token(),
                    homeOpened,
                    opening.get().andThen(target -> requireRead(target, out)))));
    return closed.isPresent();
  }

  @Override
  public Consumer<DatabaseSession> forget(MovingSource out) {
    return target -> {
      if (out.returns()) {
        fence.forget(target, out.reversed());
      }
    };
  }

  /** What is written into a table that the way back does not read would be lost by going back. */
  private void requireRead(DatabaseSession target, MovingSource out) {
    if (out.tablesFollow()) {
      capture.requirePublished(target, out.reversed());
    }
  }
}
