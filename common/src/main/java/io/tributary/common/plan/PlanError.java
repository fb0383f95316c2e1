package io.tributary.common.plan;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** What can be wrong with a migration file. */
public enum PlanError implements ErrorCode {
  /** The file as a whole is refused; the problems say why. */
  INVALID,
  /** It is larger than a migration file may be, or nests or repeats too much. */
  TOO_LARGE,
  /** It is not YAML. */
  SYNTAX,
  /** A key that the format does not have. */
  UNKNOWN_KEY,
  /** The same key twice in one mapping. */
  DUPLICATE_KEY,
  /** A key without which the migration is not described. */
  MISSING_KEY,
  /** A text where a number belongs, a list where a mapping belongs, and the like. */
  WRONG_TYPE,
  /** The right type, but not a value that can be used. */
  BAD_VALUE,
  /** A name with other letters, or longer, than names of its kind may be. */
  BAD_NAME,
  /** Two sources of one name. */
  SOURCE_TWICE,
  /** A source that is the target itself. */
  SOURCE_IS_TARGET,
  /** One schema of a source mapped in two places. */
  SCHEMA_TWICE,
  /** Two mappings that would fill the same target schema or table. */
  TARGET_TWICE,
  /** A mapping names a schema that the target does not list. */
  SCHEMA_NOT_LISTED,
  /** The target lists a schema that nothing is mapped to. */
  SCHEMA_NOT_USED,
  /** A table is both mapped and excluded. */
  TABLE_EXCLUDED,
  /** A kind of source that cannot be moved. */
  SOURCE_KIND,
  /** A password stands in the file itself. */
  PASSWORD_IN_PLAIN,
  /** Two schemas share a role and disagree on its password. */
  ROLE_CONFLICT;

  @Override
  public String code() {
    return "TRB-PLAN-" + name().replace('_', '-');
  }

  @Override
  public ErrorType type() {
    return ErrorType.USER;
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
