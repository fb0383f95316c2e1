package io.tributary.cdc.apply.session;

import java.util.List;

/** Runs statements in an open transaction of the target, over whichever driver. Not thread-safe. */
public interface TargetCalls {

  /**
   * Runs one statement.
   *
   * @param sql with parameters $1, $2 and so on, each once and in this order
   * @param parameters texts, or arrays of texts
   * @return the rows that it answers, all columns of which must be texts
   */
  List<List<String>> call(String sql, Object... parameters);
}
