package io.tributary.cdc.source;

import io.tributary.common.error.ErrorReport;
import java.util.Map;
import java.util.Set;

/**
 * How tables join that are new at a source, while its stream goes on. Every method blocks, may be
 * called again at any time, and goes on where an earlier call was cut off; all throw {@link
 * io.tributary.common.error.TributaryException}. Thread-safe.
 */
public interface TableJoining {
  /**
   * Makes the tables in the target, empty and closed.
   *
   * @param orders the generation of each order by its table, as verdicts name it
   */
  Made make(Map<String, Long> orders);

  /**
   * Whether the stream reads a table before it begins anew, because the stream itself brings its
   * rows; else it reads the table once its changes are held.
   */
  default boolean readsFirst() {
    return false;
  }

  /**
   * Has the stream read a table, from now on.
   *
   * @return false where that takes another call, later
   */
  boolean read(String table);

  /**
   * What has become of tables.
   *
   * @param tables those that the target has
   * @param refused those for which nothing was done, and why
   */
  record Made(Set<String> tables, Map<String, ErrorReport> refused) {
    public Made {
      tables = Set.copyOf(tables);
      refused = Map.copyOf(refused);
    }
  }
}
