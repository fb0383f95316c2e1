package io.tributary.common.plan.rule;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the operator declares about one column.
 *
 * @param to its name in the target; null to keep the name
 * @param drop whether it stays behind
 * @param constant a literal that every row gets, for a column that only the target has; else null
 * @param convert the name of a conversion; null for what the types say
 * @param options the conversion's options by name, such as {@code zone} or {@code namespace}
 */
public record ColumnRule(
    @Nullable String to,
    boolean drop,
    @Nullable String constant,
    @Nullable String convert,
    Map<String, String> options) {
  /** Nothing declared. */
  public static final ColumnRule NONE = new ColumnRule(null, false, null, null, Map.of());

  /** The conversion that this rule names; only for a rule that has {@link #convert}. */
  public ConversionName conversion() {
    return ConversionName.of(Objects.requireNonNull(convert, "the rule names no conversion"));
  }

  /** Whether this rule names the conversion. */
  public boolean converts(ConversionName name) {
    return name.word().equals(convert);
  }

  public ColumnRule {
    options = options == null ? Map.of() : Map.copyOf(options);
  }
}
