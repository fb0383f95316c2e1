package io.tributary.common.plan.rule;

import io.tributary.common.plan.words.EnumWord;
import java.util.Arrays;
import java.util.List;

/** The options of conversions in a migration file. */
public enum ConversionOption {
  /** Most characters; absent for no limit. */
  LENGTH,
  /** Decimal digits in all; absent for no limit. */
  PRECISION,
  /** Decimal digits after the point. */
  SCALE,
  /** Size of a number in the target: 16, 32 or 64. */
  BITS,
  /** Texts for true, a list. */
  TRUE_TEXTS,
  /** Texts for false, a list. */
  FALSE_TEXTS,
  /** The names, a list, or a mapping of names to labels of the target. */
  LABELS,
  /** A type of PostgreSQL: an enum's name, or the type of a constant. */
  TYPE,
  /** The UUID under which values that are no UUIDs get one. */
  NAMESPACE,
  /** Whether NULL is refused, as in a key. */
  KEY,
  /** The zone of times that name none. */
  ZONE,
  /** The zone of times that are spelled as CURRENT_TIMESTAMP spells them. */
  CURRENT_TIMESTAMP_ZONE,
  /** What becomes of local times that are skipped or happen twice. */
  CHANGE,
  /** Which numbers are times. */
  EPOCH,
  /** Digits of the second's fraction. */
  DIGITS,
  /** What becomes of digits after the point that the target does not keep. */
  ROUND,
  /** How text encodes bytes. */
  ENCODING,
  /** How many numbers a vector has. */
  DIMENSION,
  /** Whether '' is NULL. */
  EMPTY_AS_NULL;

  /** The key in the migration file. */
  public String word() {
    return EnumWord.word(this);
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(ConversionOption::word).toList();
  }
}
