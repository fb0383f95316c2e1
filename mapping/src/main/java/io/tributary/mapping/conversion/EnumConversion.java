package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Texts that must be one of a list of names: a PostgreSQL enum, or a column whose CHECK lists its
 * values. Case and blanks count.
 *
 * @param type the target's type, as DDL spells it
 * @param labels the target's label by the source's text
 */
public record EnumConversion(String type, Map<String, String> labels) implements Conversion {

  /** Every name stands for itself. */
  public static EnumConversion of(String type, List<String> names) {
    Map<String, String> labels = new LinkedHashMap<>();
    names.forEach(name -> labels.put(name, name));
    return new EnumConversion(type, labels);
  }

  @Override
  public String name() {
    return "enum";
  }

  @Override
  public String targetType() {
    return type;
  }

  @Override
  public ConversionFidelity fidelity() {
    return Set.copyOf(labels.values()).size() == labels.size()
        ? ConversionFidelity.exact("Each name has a label of its own.")
        : ConversionFidelity.lossy("Several names share a label.");
  }

  @Override
  public ConversionOutcome text(String value) {
    String label = labels.get(value);
    return label == null
        ? ConversionOutcome.rejected(
            QuarantineReason.NOT_A_MEMBER,
            value,
            "is none of " + String.join(", ", labels.keySet()))
        : ConversionOutcome.converted(label);
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    String before = example.textBefore();
    if (literal.equals(labels.get(before))) {
      return ReturnOutcome.stored(before);
    }
    return labels.entrySet().stream()
        .filter(label -> label.getValue().equals(literal))
        .findFirst()
        .map(label -> ReturnOutcome.stored(label.getKey()))
        .orElseGet(
            () ->
                ReturnOutcome.refused(
                    QuarantineReason.NOT_A_MEMBER,
                    literal,
                    "is the label of none of " + String.join(", ", labels.keySet())));
  }
}
