package io.tributary.cdc.schema;

import java.util.List;

/**
 * What one kind of source puts into the target by statements, as {@link StatementSchema} needs it.
 * Every method may be called again after a crash. Those that run in a transaction share it with
 * what is kept about them: either both happened or neither.
 */
public interface Blueprint {

  /**
   * Reads what is needed of the source, keeps it, and refuses what cannot be done; nothing has been
   * made yet. What an earlier call kept is used again.
   *
   * @return names of extensions that the tables need
   */
  List<String> begin(Preparation preparation);

  /** Makes tables and keys; in a transaction that finds unqualified names in the target schema. */
  void makeTables(Preparation preparation);

  /** Makes indexes, constraints and views behind the rows; in such a transaction too. */
  void finish(Preparation preparation);

  /** Reads what {@link #open} will need from outside of the target. */
  void rehearse(Preparation preparation);

  /** Refuses, without changing anything, what {@link #open} could not refuse any more. */
  void check(Preparation preparation);

  /** What has to happen when the target is opened, in the transaction that opens it. */
  void open(Preparation preparation);

  /** Removes what was kept, once the tables are gone. */
  void remove(Preparation preparation);
}
