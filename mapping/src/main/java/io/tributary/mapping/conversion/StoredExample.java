package io.tributary.mapping.conversion;

import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.text.NumberText;
import java.math.BigDecimal;

/**
 * After what a value that comes back is modelled: the value that it replaces, whose storage class
 * and spelling the application is known to read, or else the column's affinity.
 *
 * @param before the value that stands there; NULL for a new row, too
 * @param affinity of the column
 */
public record StoredExample(SourceValue before, Affinity affinity) {

  /** A row that the source has not had yet. */
  public static StoredExample none(Affinity affinity) {
    return new StoredExample(SourceValue.NULL, affinity);
  }

  /** The text that it replaces; empty when it replaces none. */
  String textBefore() {
    return before instanceof SourceValue.Text text ? text.value() : "";
  }

  /** Whether it is to be a text although another class would do. */
  boolean asText() {
    return before instanceof SourceValue.Text || nothing() && affinity == Affinity.TEXT;
  }

  /** Whether it is to be a REAL although an INTEGER would do. */
  boolean asReal() {
    return before instanceof SourceValue.Real || nothing() && affinity == Affinity.REAL;
  }

  /** Whether it is to be an INTEGER although another class would do. */
  boolean asWhole() {
    boolean numeric = affinity == Affinity.INTEGER || affinity == Affinity.NUMERIC;
    return before instanceof SourceValue.Whole || nothing() && numeric;
  }

  /**
   * What SQLite stores when it is given a text: in a numeric column a number if the text, blanks
   * around it aside, is one. Source: "Datatypes In SQLite", section 3.
   */
  SourceValue stored(String text) {
    boolean numeric = affinity != Affinity.TEXT && affinity != Affinity.BLOB;
    return numeric
        ? NumberText.read(text.strip())
            .map(number -> NumberReturn.nearest(number, affinity))
            .orElseGet(() -> new SourceValue.Text(text))
        : new SourceValue.Text(text);
  }

  /**
   * What SQLite stores when it is given a value, as far as that is of another class. Same source.
   */
  public SourceValue stored(SourceValue value) {
    if (value instanceof SourceValue.Text text) {
      return stored(text.value());
    }
    if (value instanceof SourceValue.Whole whole && affinity == Affinity.REAL) {
      return new SourceValue.Real(whole.value());
    }
    boolean prefersWhole = affinity == Affinity.INTEGER || affinity == Affinity.NUMERIC;
    return value instanceof SourceValue.Real real && prefersWhole && Double.isFinite(real.value())
        ? NumberReturn.nearest(new BigDecimal(real.value()), affinity)
        : value;
  }

  private boolean nothing() {
    return before.equals(SourceValue.NULL);
  }
}
