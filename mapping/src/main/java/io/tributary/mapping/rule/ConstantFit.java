package io.tributary.mapping.rule;

import io.tributary.common.conversion.BytesEncoding;
import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.mapping.conversion.BytesConversion;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.SourceValue;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The literal that a declared constant becomes in its column. PostgreSQL reads the constant itself,
 * unless that would depend on a session's settings or cut it: then a conversion reads it.
 *
 * @param literal the constant itself where it does not fit
 * @param problem why it does not fit, for people; null when it does
 */
public record ConstantFit(String literal, @Nullable String problem) {
  /** Values that have no digits, and mean the same under all settings. */
  private static final Pattern WORD = Pattern.compile("(?i)[+-]?infinity|nan");

  /**
   * Fits a constant into its column.
   *
   * @param zone the zone of times that name none; null for none
   */
  public static ConstantFit of(String constant, TargetColumn target, @Nullable String zone) {
    boolean text = TargetTypeConversion.isText(target);
    if (!text && TextReadableTypes.depends(target).isEmpty() || WORD.matcher(constant).matches()) {
      return new ConstantFit(constant, null);
    }
    Optional<ColumnRule> usual = TargetTypeConversion.rule(target);
    if (usual.isEmpty()) {
      return new ConstantFit(
          constant,
          "a constant of the type "
              + target.type()
              + " would be read by the settings of a session, or cut; leave it to a default of the"
              + " column in the target, or make the column text");
    }
    ConversionOutcome outcome =
        conversion(usual.get(), zone).convert(new SourceValue.Text(constant));
    if (outcome instanceof ConversionOutcome.Rejected rejected) {
      // Not the value itself, which may be a secret.
      String why =
          rejected.text().substring(new SourceValue.Text(constant).display().length()).strip();
      return new ConstantFit(constant, "the constant " + why + " (" + rejected.reason() + ")");
    }
    String literal = ((ConversionOutcome.Converted) outcome).literal();
    return new ConstantFit(
        Objects.requireNonNull(literal, "no constant is converted into NULL"), null);
  }

  private static Conversion conversion(ColumnRule usual, @Nullable String zone) {
    return usual.converts(ConversionName.BYTES)
        ? new BytesConversion(BytesEncoding.HEX)
        : RuleConversions.of(usual, zone);
  }
}
