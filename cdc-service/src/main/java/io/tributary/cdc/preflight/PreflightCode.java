package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;

/** The stable names of all checks, and the outcomes they can have. */
enum PreflightCode {
  SOURCE_CONNECTION,
  SOURCE_VERSION,
  SOURCE_PRIMARY,
  SOURCE_CREATE,
  SOURCE_ENCODING,
  WAL_LEVEL,
  WAL_SENDERS,
  WAL_KEEP_SIZE,
  REPLICATION_SLOTS,
  REPLICATION_RIGHT,
  TERMINATE_RIGHT,
  SCHEMA_MISSING,
  TABLE_UNKNOWN,
  TABLE_RIGHTS,
  TABLE_UNLOGGED,
  TABLE_TWICE,
  ROW_SECURITY,
  REPLICA_IDENTITY,
  COLUMN_CASE,
  PARTITIONS,
  SUBSCRIPTION,
  LONG_TRANSACTIONS,
  PREPARED_TRANSACTIONS,
  LARGE_OBJECTS,
  FOREIGN_TABLES,
  CATALOG_COLUMNS,
  OUTSIDE_REFERENCE,
  NAMES_IN_TEXT,
  LEFT_BEHIND,
  LOCKS,
  SQLITE_ACCESS,
  SQLITE_INTEGRITY,
  SQLITE_JOURNAL,
  SQLITE_CAPTURE,
  SQLITE_MAPPING,
  SQLITE_REMARKS,
  CHROMA_MAPPING,
  CHROMA_REMARKS,
  CHROMA_FINDINGS,
  TARGET_CONNECTION,
  TARGET_VERSION,
  TARGET_PRIMARY,
  TARGET_CREATE,
  TARGET_CREATEDB,
  TARGET_CREATEROLE,
  TARGET_REPLICA_ROLE,
  TARGET_ENCODING,
  TARGET_EXTENSION,
  TARGET_EXTENSION_SCHEMA,
  TARGET_GRANTEE,
  TARGET_POLICY_ROLE,
  TARGET_ROW_SECURITY,
  TARGET_NOT_EMPTY,
  TARGET_ROLE,
  TARGET_SPACE,
  PG_DUMP,
  CONNECT,
  CONNECT_PLUGIN;

  /** The name as it travels. */
  String code() {
    return "TRB-PREFLIGHT-" + name().replace('_', '-');
  }

  PreflightCheck passed(String subject, String finding) {
    return new PreflightCheck(code(), subject, Result.PASSED, finding, "");
  }

  PreflightCheck warning(String subject, String finding, String fix) {
    return new PreflightCheck(code(), subject, Result.WARNING, finding, fix);
  }

  PreflightCheck failed(String subject, String finding, String fix) {
    return new PreflightCheck(code(), subject, Result.FAILED, finding, fix);
  }
}
