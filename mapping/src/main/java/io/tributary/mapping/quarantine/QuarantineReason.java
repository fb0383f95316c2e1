package io.tributary.mapping.quarantine;

/**
 * Reasons why a value is refused and its row quarantined. The names are kept in the target with the
 * rows set aside, so that they must not change.
 */
public enum QuarantineReason {
  /** NULL where a key is needed. */
  NULL_KEY,
  /** NULL where the target's column is NOT NULL. */
  NULL_VALUE,
  /** An empty text where a value is needed. */
  EMPTY,
  /** A storage class that the conversion does not take, such as a BLOB in a column of times. */
  WRONG_STORAGE_CLASS,
  /** Text holds a zero character, which PostgreSQL cannot store. */
  NUL_CHARACTER,
  /** Text is not Unicode: half of a surrogate pair. */
  NOT_UNICODE,
  /** More characters than the column takes. */
  TOO_LONG,
  /** Not JSON by the letter of RFC 8259. */
  NOT_JSON,
  /** JSON that json takes and jsonb does not. */
  NOT_JSONB,
  /** Not a point in time in any spelling that is known or allowed here. */
  NOT_A_TIME,
  /** A date or time of day that does not exist. */
  NO_SUCH_TIME,
  /** The time has no zone and the rule gives none, or the other way round. */
  NO_ZONE,
  /** The local time is skipped, or happens twice, when the zone's clocks change. */
  AMBIGUOUS_TIME,
  /** A time of day would be lost. */
  LOSES_TIME,
  /** More digits after the point than the target keeps. */
  TOO_MANY_DIGITS,
  /** Not a number. */
  NOT_A_NUMBER,
  /** A number or time beyond the target's range. */
  OUT_OF_RANGE,
  /** A binary floating point number that would change. */
  INEXACT,
  /** Not a truth value in the declared spellings. */
  NOT_A_BOOLEAN,
  /** None of the declared names. */
  NOT_A_MEMBER,
  /** Not a UUID in any spelling. */
  NOT_A_UUID,
  /** Not hex digits, or not base64. */
  NOT_ENCODED_BYTES,
  /** Not a list of numbers of the right length. */
  NOT_A_VECTOR,
  /** Two keys of the source become one key. */
  KEY_COLLISION,
  /** The referenced key is not there. */
  ORPHAN,
  /** A large value that the target has left alone, in a row that the source does not have. */
  NOT_SENT,
  /** PostgreSQL refuses the converted row: a constraint, a domain, a length. */
  TARGET_REFUSED
}
