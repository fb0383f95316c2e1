package io.tributary.files.sqlite.fence;

import io.tributary.files.sqlite.SqliteSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** What has to be put into a file so that it refuses the writes that a fence is raised against. */
public interface FenceForm {

  /**
   * The statements that make it, in order.
   *
   * @param prefix what the names of all objects that they make begin with
   * @param message what a refused writer reads
   */
  List<String> statements(SqliteSession sqlite, String prefix, String message) throws SQLException;

  /**
   * What writes still pass to, for people; empty for a fence that is whole.
   *
   * @param prefix that it was made with
   */
  Set<String> open(SqliteSession sqlite, String prefix) throws SQLException;
}
