package io.tributary.cdc.schema;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** What can go wrong with the target's schema. */
public enum SchemaError implements ErrorCode {
  /** The target schema holds objects that Tributary did not make. */
  NOT_EMPTY("TRB-SCHEMA-NOT-EMPTY", ErrorType.USER, true),
  /** Two objects would have one name in the target. */
  COLLISION("TRB-SCHEMA-COLLISION", ErrorType.USER, true),
  /** Statements made tables outside of the target schemas of their source. */
  ELSEWHERE("TRB-SCHEMA-ELSEWHERE", ErrorType.USER, false),
  /** The mapping in the file is not the one that the target was prepared with. */
  MAPPING_CHANGED("TRB-SCHEMA-MAPPING-CHANGED", ErrorType.USER, true),
  /** A schema named in the mapping does not exist at the source. */
  SOURCE_MISSING("TRB-SCHEMA-SOURCE-MISSING", ErrorType.USER, true),
  /** A target schema of the mapping has no role in the file. */
  NO_ROLE("TRB-SCHEMA-NO-ROLE", ErrorType.USER, true),
  /** The application's role is a superuser, or the one that Tributary itself uses. */
  ROLE_TOO_MIGHTY("TRB-SCHEMA-ROLE-TOO-MIGHTY", ErrorType.USER, true),
  /** A role has to be created, and the file gives no password for it. */
  ROLE_PASSWORD("TRB-SCHEMA-ROLE-PASSWORD", ErrorType.USER, true),
  /** The target connection's role lacks a right. */
  RIGHTS("TRB-SCHEMA-RIGHTS", ErrorType.RESOURCE, true),
  /** The target has no such extension, or may not create it. */
  EXTENSION_MISSING("TRB-SCHEMA-EXTENSION-MISSING", ErrorType.USER, true),
  /** An extension that cannot be moved lives in another schema at the target. */
  EXTENSION_FIXED("TRB-SCHEMA-EXTENSION-FIXED", ErrorType.USER, true),
  /** pg_dump or pg_restore is not there. */
  PG_DUMP_MISSING("TRB-SCHEMA-PG-DUMP-MISSING", ErrorType.USER, true),
  /** pg_dump is older than a server. */
  PG_DUMP_TOO_OLD("TRB-SCHEMA-PG-DUMP-TOO-OLD", ErrorType.USER, true),
  /** pg_dump ended with an error. */
  PG_DUMP_FAILED("TRB-SCHEMA-PG-DUMP-FAILED", ErrorType.EXTERNAL, true),
  /** A statement of the dump failed at the target. */
  RESTORE_FAILED("TRB-SCHEMA-RESTORE-FAILED", ErrorType.EXTERNAL, true),
  /** A program ran longer than its limit and was ended. */
  TIME_LIMIT("TRB-SCHEMA-TIME-LIMIT", ErrorType.RESOURCE, true),
  /** The schema was asked for a step before the one that comes first. */
  NOT_PREPARED("TRB-SCHEMA-NOT-PREPARED", ErrorType.INTERNAL, false),
  /** The target is open to its application and cannot be removed. */
  ALREADY_OPEN("TRB-SCHEMA-ALREADY-OPEN", ErrorType.USER, false),
  /** Somebody keeps a target's table from being opened, and did not give way at the rehearsal. */
  TARGET_BUSY("TRB-SCHEMA-TARGET-BUSY", ErrorType.RESOURCE, true),
  /** A table of the source was changed before its snapshot was complete. */
  CHANGED_DURING_SNAPSHOT("TRB-SCHEMA-CHANGED-DURING-SNAPSHOT", ErrorType.USER, false),
  /** The service's own tables in the target could not be made. */
  STATE("TRB-SCHEMA-STATE", ErrorType.EXTERNAL, true);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  SchemaError(String code, ErrorType type, boolean retryable) {
    this.code = code;
    this.type = type;
    this.retryable = retryable;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public ErrorType type() {
    return type;
  }

  @Override
  public boolean retryable() {
    return retryable;
  }
}
