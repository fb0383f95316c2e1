package io.tributary.cdc.schema.statement;

import io.tributary.cdc.schema.StatementSchema;
import io.tributary.cdc.schema.existing.ExistingTableJournal;
import io.tributary.cdc.schema.state.PreparationJournal;
import java.util.List;
import java.util.Optional;

/**
 * What one kind of source puts into the target by statements, as {@link StatementSchema} needs it.
 * Every method may be called again after a crash. Those that run in a transaction share it with
 * what is kept about them: either both happened or neither.
 */
public interface SchemaBlueprint {

  /**
   * Reads what is needed of the source, keeps it, and refuses what cannot be done; nothing has been
   * made yet. What an earlier call kept is used again.
   *
   * @return names of extensions that the tables need
   */
  List<String> begin(PreparationJournal preparation);

  /** Makes tables and keys; in a transaction that finds unqualified names in the target schema. */
  void makeTables(PreparationJournal preparation);

  /**
   * What of the made tables the source fills, where they may have been there before; empty when all
   * of them are the migration's own.
   */
  default Optional<ExistingTableJournal.Filling> filling(PreparationJournal preparation) {
    return Optional.empty();
  }

  /** Makes indexes, constraints and views behind the rows; in such a transaction too. */
  void finish(PreparationJournal preparation);

  /**
   * Reads what {@link #open} will need from outside of the target, and refuses, without changing
   * anything, what it can already tell that {@link #settle} will refuse.
   */
  void rehearse(PreparationJournal preparation);

  /**
   * Brings the rows into the state in which {@link #open} leaves them, or refuses to; in a
   * transaction that is taken back.
   */
  void settle(PreparationJournal preparation);

  /** What has to happen when the target is opened, in the transaction that opens it. */
  void open(PreparationJournal preparation);

  /** What the target needed as long as there was a way back. */
  default void complete(PreparationJournal preparation) {}

  /** Removes what was kept, once the tables are gone. */
  void remove(PreparationJournal preparation);
}
