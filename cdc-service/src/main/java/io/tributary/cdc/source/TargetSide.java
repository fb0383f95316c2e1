package io.tributary.cdc.source;

import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The target as the side that a way back begins at: it may be opened, closed by a rollback, and
 * opened again. All methods block, are idempotent and thread-safe.
 */
public interface TargetSide {
  /**
   * The token with which the way back begins: the target is closed from its creation, and no fence
   * was raised that would have one.
   */
  String CLOSED_FROM_THE_START = "created";

  /**
   * What tells the way back that changes count from now on, in the transaction that opens the
   * target for the first time. Before any change of a row in it.
   *
   * @param out the source as it moves out
   */
  Consumer<DatabaseSession> begin(MovingSource out);

  /**
   * Whether the target was open before, and a fence of the way back keeps its tables closed. A
   * token alone closes nothing: it is left of tables that are gone. The connection for {@link
   * #reopen} is made and kept then, since applications wait for that.
   */
  boolean rehearseReopening(MovingSource out);

  /** Closes what {@link #rehearseReopening} kept, if anything. */
  void endRehearsal(MovingSource out);

  /**
   * Opens a target that a rollback has closed.
   *
   * @param homeOpened whether the source is open, which would forbid it
   * @param opening what else becomes true with it, in the same transaction; read before
   * @return false when it is not such a target, and nothing was done
   */
  boolean reopen(
      MovingSource out, BooleanSupplier homeOpened, Supplier<Consumer<DatabaseSession>> opening);

  /**
   * What takes the fence of a rollback out of the target, in the transaction that drops its tables.
   * A token that outlived them would be there when a later migration of this name is opened.
   */
  Consumer<DatabaseSession> forget(MovingSource out);
}
