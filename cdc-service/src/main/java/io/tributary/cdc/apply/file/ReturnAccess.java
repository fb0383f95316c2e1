package io.tributary.cdc.apply.file;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.files.sqlite.back.ReturnTransaction;
import java.util.Optional;

/** How rows get into the file of one kind of source. Thread-safe. */
public interface ReturnAccess {

  /**
   * Begins a transaction that nobody else looks into.
   *
   * @throws RuntimeException of which {@link #named} knows the error
   */
  ReturnTransaction begin();

  /**
   * Does in a transaction, which is undone, what has to be possible before rows can be written.
   *
   * @throws RuntimeException of which {@link #named} knows the error
   */
  void tryWriting(ReturnTransaction home);

  /** What the transaction calls a table of the source. */
  String name(TableName table);

  /** The error that a failure of the file is; empty for one that is not the file's. */
  Optional<TributaryException> named(RuntimeException failure);
}
