package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.definition.DefinitionNotice;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;

/** SQL that writes a definition into the source's change stream. */
final class NoticeStatements {
  /** Readers and writers pass this lock; only changes of the table wait, for a moment. */
  private static final String LOCK =
      "SET LOCAL lock_timeout = 500; LOCK TABLE ONLY %s IN ACCESS SHARE MODE";

  private static final String EMIT = "SELECT pg_catalog.pg_logical_emit_message(true, ?, ?::text)";

  private NoticeStatements() {}

  static void lock(DatabaseSession source, TableName table) {
    source.run(LOCK.formatted(Sql.table(table)));
  }

  static void emit(DatabaseSession source, String content) {
    source.text(EMIT, DefinitionNotice.PREFIX, content);
  }
}
