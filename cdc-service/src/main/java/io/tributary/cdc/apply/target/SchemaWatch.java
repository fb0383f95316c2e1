package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.stream.StreamRecord;
import java.util.List;

/** Acts on what the stream says of tables, by the kind of the source. One thread. */
interface SchemaWatch extends AutoCloseable {

  /** Reads what is committed. */
  void load(TargetSession session);

  /** Whether any of the changes describes a table otherwise than before. */
  boolean findsChange(List<StreamRecord> changes);

  /**
   * Brings the target to what a record says of a table, in the open transaction.
   *
   * @throws io.tributary.common.error.TributaryException {@code TRB-APPLY-SCHEMA-CHANGED}; the
   *     caller must roll back
   */
  void follow(TargetSession session, StreamRecord record);

  /** Adds enum labels that only the source has; whether there were any. Outside of transactions. */
  boolean addLabels(TargetSession session);

  @Override
  void close();
}
