package io.tributary.common.plan.rule;

import static io.tributary.common.plan.rule.ConversionOption.BITS;
import static io.tributary.common.plan.rule.ConversionOption.CHANGE;
import static io.tributary.common.plan.rule.ConversionOption.CURRENT_TIMESTAMP_ZONE;
import static io.tributary.common.plan.rule.ConversionOption.DIGITS;
import static io.tributary.common.plan.rule.ConversionOption.DIMENSION;
import static io.tributary.common.plan.rule.ConversionOption.ENCODING;
import static io.tributary.common.plan.rule.ConversionOption.EPOCH;
import static io.tributary.common.plan.rule.ConversionOption.FALSE_TEXTS;
import static io.tributary.common.plan.rule.ConversionOption.KEY;
import static io.tributary.common.plan.rule.ConversionOption.LABELS;
import static io.tributary.common.plan.rule.ConversionOption.LENGTH;
import static io.tributary.common.plan.rule.ConversionOption.NAMESPACE;
import static io.tributary.common.plan.rule.ConversionOption.PRECISION;
import static io.tributary.common.plan.rule.ConversionOption.ROUND;
import static io.tributary.common.plan.rule.ConversionOption.SCALE;
import static io.tributary.common.plan.rule.ConversionOption.TRUE_TEXTS;
import static io.tributary.common.plan.rule.ConversionOption.TYPE;
import static io.tributary.common.plan.rule.ConversionOption.ZONE;

import io.tributary.common.plan.words.EnumWord;
import java.util.ArrayList;
import java.util.List;

/** The conversions that a migration file can declare for a column, and the options of each. */
public enum ConversionName {
  /** Text as it is, numbers as their text. */
  TEXT(LENGTH),
  /** Whole numbers. */
  INTEGER(BITS),
  /** Exact decimal numbers. */
  NUMERIC(PRECISION, SCALE, ROUND),
  /** Binary floating point numbers. */
  REAL(BITS),
  /** Truth values. */
  BOOLEAN(TRUE_TEXTS, FALSE_TEXTS),
  /** One of a list of names. */
  ENUM(LABELS, TYPE),
  /** UUIDs; on a key it follows the foreign keys. */
  UUID(NAMESPACE, KEY),
  /** JSON, letter by letter. */
  JSON,
  /** JSON, by its values. */
  JSONB,
  /** Points in time. */
  TIMESTAMPTZ(ZONE, CURRENT_TIMESTAMP_ZONE, CHANGE, EPOCH, DIGITS, ROUND),
  /** Times without a zone. */
  TIMESTAMP(ZONE, CURRENT_TIMESTAMP_ZONE, CHANGE, EPOCH, DIGITS, ROUND),
  /** Days. */
  DATE,
  /** Times of day. */
  TIME(DIGITS, ROUND),
  /** Bytes. */
  BYTES(ENCODING),
  /** Vectors of pgvector. */
  VECTOR(DIMENSION);

  private final List<ConversionOption> options;

  ConversionName(ConversionOption... own) {
    List<ConversionOption> all = new ArrayList<>(List.of(own));
    all.add(ConversionOption.EMPTY_AS_NULL);
    this.options = List.copyOf(all);
  }

  /** The options that it takes. */
  public List<ConversionOption> options() {
    return options;
  }

  /** The word in the migration file. */
  public String word() {
    return EnumWord.word(this);
  }

  /**
   * The conversion that a rule of a migration file names.
   *
   * @throws IllegalArgumentException for other words, which the file's reader refuses
   */
  public static ConversionName of(String word) {
    return EnumWord.of(word, List.of(values()))
        .orElseThrow(() -> new IllegalArgumentException("no conversion " + word));
  }
}
