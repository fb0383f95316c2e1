package io.tributary.cdc.apply.follow;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.session.ApplySession;
import java.util.List;

/** Follows the descriptions of tables in a stream, as its kind of source asks. Not thread-safe. */
public interface SchemaFollower extends AutoCloseable {

  /** Reads what is committed; a follower whose tables never change has nothing to read. */
  default void load(ApplySession session) {}

  /** Whether it has read of every table that changes describe; one may have joined since. */
  default boolean knows(List<StreamRecord> changes) {
    return true;
  }

  /** Whether any of the changes describes a table otherwise than before. */
  boolean findsChange(List<StreamRecord> changes);

  /**
   * Brings the target to what a record says of a table, in the open transaction.
   *
   * @return whether that changed anything in the target, which may look so already
   * @throws io.tributary.common.error.TributaryException {@code TRB-APPLY-SCHEMA-CHANGED}; the
   *     caller must roll back
   */
  boolean follow(ApplySession session, StreamRecord record);

  /** Adds enum labels that only the source has; whether there were any. Outside of transactions. */
  default boolean addLabels(ApplySession session) {
    return false;
  }

  @Override
  default void close() {}
}
