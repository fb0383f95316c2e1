package io.tributary.cdc.apply.restart;

import io.tributary.common.model.TableName;
import java.util.Collection;

/**
 * Whether a stream reads tables of its source. The rows of one that it does not read yet are not
 * copied: what is written behind their snapshot would be in no change.
 */
@FunctionalInterface
public interface ReadTables {
  /** A stream that reads whatever moves. */
  ReadTables ALL = tables -> true;

  /**
   * Whether it reads all of these.
   *
   * @throws io.tributary.common.error.TributaryException when the source does not answer
   */
  boolean reads(Collection<TableName> tables);
}
