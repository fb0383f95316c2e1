package io.tributary.common.plan.file;

import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.rule.ConversionOption;
import io.tributary.common.plan.rule.ExistingRows;
import io.tributary.common.plan.rule.FullTextSearch;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.words.NearestWord;
import io.tributary.common.plan.words.UnknownWord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what is declared about the tables of a SQLite source and their columns. */
final class TableRuleReader {
  private TableRuleReader() {}

  static TableRule table(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.TABLE_RULE);
    Map<String, ColumnRule> columns = new LinkedHashMap<>();
    fields.entries("columns").forEach((name, rule) -> columns.put(name, column(rule)));
    @Nullable FullTextSearch fts =
        fields
            .get("fts")
            .flatMap(v -> EnumReader.read(v, Arrays.asList(FullTextSearch.values())))
            .orElse(null);
    return new TableRule(
        name(fields),
        columns,
        fts,
        EnumReader.read(fields.get("existing-rows"), ExistingRows.REFUSE));
  }

  private static ColumnRule column(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.COLUMN_RULE);
    Optional<ConversionName> convert =
        fields
            .get("convert")
            .flatMap(v -> EnumReader.read(v, Arrays.asList(ConversionName.values())));
    Map<String, String> options = new LinkedHashMap<>();
    for (ConversionOption option : ConversionOption.values()) {
      fields
          .get(option.word())
          .ifPresent(v -> options.put(option.word(), ConversionOptionReader.read(option, v)));
    }
    @Nullable String constant = fields.get("constant").map(FileValue::scalar).orElse(null);
    boolean drop = fields.flag("drop");
    checkCombination(fields, drop);
    checkOptions(fields, convert.orElse(null), constant != null);
    return new ColumnRule(
        name(fields), drop, constant, convert.map(ConversionName::word).orElse(null), options);
  }

  private static @Nullable String name(SectionFields fields) {
    fields.get("to").ifPresent(v -> NameRules.checkIdentifier(v, v.text()));
    return fields.get("to").map(FileValue::text).orElse(null);
  }

  /** A column that stays behind, and one that only the target has, can have no other rule. */
  private static void checkCombination(SectionFields fields, boolean drop) {
    for (String alone : List.of("drop", "constant")) {
      boolean declared = alone.equals("drop") ? drop : fields.get(alone).isPresent();
      for (String other : List.of("to", "convert", "constant", "drop")) {
        if (declared && !other.equals(alone)) {
          fields
              .get(other)
              .ifPresent(
                  v ->
                      v.problem(
                          PlanError.BAD_VALUE,
                          "A column with \"" + alone + "\" has no \"" + other + "\"; remove one."));
        }
      }
    }
  }

  private static void checkOptions(
      SectionFields fields, @Nullable ConversionName convert, boolean constant) {
    List<String> valid = new ArrayList<>();
    if (convert != null) {
      convert.options().forEach(option -> valid.add(option.word()));
    } else {
      // What the column's type says can be told to read '' as NULL.
      valid.add(constant ? ConversionOption.TYPE.word() : ConversionOption.EMPTY_AS_NULL.word());
    }
    boolean unknown = convert == null && fields.get("convert").isPresent();
    for (String option : unknown ? List.<String>of() : ConversionOption.words()) {
      if (!valid.contains(option)) {
        fields
            .get(option)
            .ifPresent(v -> v.problem(PlanError.UNKNOWN_KEY, wrong(option, convert, valid)));
      }
    }
    if (convert == ConversionName.INTEGER || convert == ConversionName.REAL) {
      bits(fields, convert);
    }
    if (convert == ConversionName.NUMERIC) {
      scale(fields);
    }
  }

  private static String wrong(String option, @Nullable ConversionName convert, List<String> valid) {
    if (convert == null) {
      List<String> takers =
          Arrays.stream(ConversionName.values())
              .filter(name -> name.options().stream().anyMatch(o -> o.word().equals(option)))
              .map(ConversionName::word)
              .toList();
      return "\""
          + option
          + "\" is an option of a conversion; add convert: "
          + String.join(" or convert: ", takers)
          + ".";
    }
    return "The conversion "
        + convert.word()
        + " has no option \""
        + option
        + "\"; valid are "
        + String.join(", ", valid)
        + NearestWord.to(option, valid).map(near -> "; did you mean \"" + near + "\"?").orElse(".");
  }

  private static void bits(SectionFields fields, ConversionName convert) {
    List<String> valid =
        convert == ConversionName.REAL ? List.of("32", "64") : List.of("16", "32", "64");
    fields
        .get(ConversionOption.BITS.word())
        .filter(v -> !valid.contains(v.scalar()))
        .ifPresent(v -> v.problem(PlanError.BAD_VALUE, UnknownWord.message(v.scalar(), valid)));
  }

  private static void scale(SectionFields fields) {
    Optional<FileValue> scale = fields.get(ConversionOption.SCALE.word());
    Optional<FileValue> precision = fields.get(ConversionOption.PRECISION.word());
    if (scale.isPresent() && precision.isEmpty()) {
      scale.get().problem(PlanError.BAD_VALUE, "A scale needs a precision: digits in all.");
    } else if (scale.isPresent() && scale.get().number(0, 1000) > precision.get().number(1, 1000)) {
      scale.get().problem(PlanError.BAD_VALUE, "The scale is greater than the precision.");
    }
  }
}
