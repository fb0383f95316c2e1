package io.tributary.checks.file;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** One thing to look at in a SQLite file that can be read. */
interface SqliteFileCheck {

  /** What was found: one outcome, or one for each thing that is worth naming. */
  List<PreflightCheck> look(SqliteReading file) throws SQLException;
}
