package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.definition.DefinitionNotice;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** SQL that writes a definition into the source's change stream. */
final class NoticeStatements {
  /** Readers and writers pass this lock; only changes of the table wait, for a moment. */
  private static final String LOCK =
      "SET LOCAL lock_timeout = 500; LOCK TABLE ONLY %s IN ACCESS SHARE MODE";

  private static final String EMIT = "SELECT pg_catalog.pg_logical_emit_message(true, ?, ?::text)";

  private NoticeStatements() {}

  static void lock(Connection connection, TableName table) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute(LOCK.formatted(Sql.table(table)));
    }
  }

  static void emit(Connection connection, String content) throws SQLException {
    try (PreparedStatement emit = connection.prepareStatement(EMIT)) {
      emit.setString(1, DefinitionNotice.PREFIX);
      emit.setString(2, content);
      emit.execute();
    }
  }
}
