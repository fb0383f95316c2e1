package io.tributary.common.ddl;

import java.util.List;

/** An open transaction of the target in which a DDL file is run. */
public interface DdlTarget {

  /**
   * Runs one statement.
   *
   * @throws DdlRefusedException what the target answers about the statement; other failures are the
   *     caller's
   */
  void run(String sql);

  /** The first column of a query's rows, as text. */
  List<String> texts(String sql);
}
