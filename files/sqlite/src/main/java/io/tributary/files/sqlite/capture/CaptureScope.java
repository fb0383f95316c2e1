package io.tributary.files.sqlite.capture;

import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.table.CaptureTable;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/**
 * What of a file is captured. A connector for the files of one application makes its own, whose
 * tables are put together from the application's.
 */
public interface CaptureScope {
  /** How records call the kind of the source. */
  String connector();

  /**
   * Puts the log and the triggers into the file and keeps them fitting to its tables, inside a
   * transaction that was begun as IMMEDIATE. Afterwards the schema version in the log's facts is
   * that of the file.
   *
   * @param owner the connector; another one's capture is refused
   * @return the captured tables by their numbers in the log
   */
  Map<Long, CaptureTable> reconcile(SqliteSession sqlite, String owner) throws SQLException;

  /**
   * Whether there are other tables than at the last call of {@link #reconcile} though no definition
   * changed; asked inside of each read.
   */
  boolean changed(SqliteSession sqlite) throws SQLException;

  /** What the worker's log says behind the number of captured tables. */
  String remark(SqliteSession sqlite, Collection<CaptureTable> captured) throws SQLException;
}
