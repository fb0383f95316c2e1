package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.ValueExcerpt;

/** What a literal of the target is stored as at the source, or a reason why it cannot be. */
public sealed interface ReturnOutcome {

  /** NULL is stored as NULL. */
  ReturnOutcome NULL = new Stored(SourceValue.NULL);

  /** The value to be stored. */
  record Stored(SourceValue value) implements ReturnOutcome {}

  /**
   * A UUID that the conversion may have made of another key or another spelling. Where it is a key,
   * or refers to one, only the kept map of keys knows what the source stores.
   *
   * @param uuid the key in the target
   * @param unmapped what is stored when it is no such key, or the map does not know it: the row was
   *     born at the target
   */
  record Keyed(String uuid, SourceValue unmapped) implements ReturnOutcome {}

  /**
   * The source cannot hold the value, or reading it again would give another one.
   *
   * @param reason why, for machines
   * @param text why, for people, with the value's beginning
   * @param said what the value is or would become, without any value; follows its name
   */
  record Refused(QuarantineReason reason, String text, String said) implements ReturnOutcome {}

  /** A value to be stored. */
  static ReturnOutcome stored(SourceValue value) {
    return new Stored(value);
  }

  /** A text to be stored. */
  static ReturnOutcome stored(String text) {
    return new Stored(new SourceValue.Text(text));
  }

  /** A refusal; the literal's beginning is put before the text. */
  static ReturnOutcome refused(QuarantineReason reason, String literal, String text) {
    return refused(reason, literal, text, text);
  }

  /** The same of a text that holds a value itself, with another one that holds none. */
  static ReturnOutcome refused(QuarantineReason reason, String literal, String text, String said) {
    return new Refused(reason, "'" + ValueExcerpt.of(literal) + "' " + text, said);
  }
}
