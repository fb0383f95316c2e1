package io.tributary.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Work on a session's connection that takes more of the driver than statements. */
@FunctionalInterface
public interface ConnectionWork<T> {
  T on(Connection connection) throws SQLException;
}
