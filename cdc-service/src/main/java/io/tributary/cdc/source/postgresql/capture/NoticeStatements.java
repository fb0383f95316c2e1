package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.definition.DefinitionNotice;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;

/** SQL that writes notices of changed definitions into the source's change stream. */
final class NoticeStatements {
  /** Readers and writers pass this lock; only changes of the table wait, for a moment. */
  private static final String LOCK =
      "SET LOCAL lock_timeout = 500; LOCK TABLE ONLY %s IN ACCESS SHARE MODE";

  private static final String EMIT = "SELECT pg_catalog.pg_logical_emit_message(true, ?, ?::text)";

  /** The number of the open transaction. */
  private static final String TRANSACTION = "SELECT pg_catalog.pg_current_xact_id()::text::bigint";

  private NoticeStatements() {}

  static void lock(DatabaseSession source, TableName table) {
    source.run(LOCK.formatted(Sql.table(table)));
  }

  /** Writes a notice with the open transaction, in which alone it is believed. */
  static void emit(
      DatabaseSession source, StreamId stream, MessageSeal seal, DefinitionNotice notice) {
    String prefix = DefinitionNotice.prefix(stream);
    long transaction = source.number(TRANSACTION);
    source.text(EMIT, prefix, seal.seal(prefix, transaction, notice.text()));
  }
}
