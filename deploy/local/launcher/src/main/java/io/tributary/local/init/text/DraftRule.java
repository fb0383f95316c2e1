package io.tributary.local.init.text;

import io.tributary.common.plan.rule.ColumnRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is written of a column.
 *
 * @param column its name
 * @param rule the rule; empty where only something is said
 * @param written whether the rule is in force, and not only there to be chosen
 * @param seen what was seen, for people
 */
public record DraftRule(String column, Optional<ColumnRule> rule, boolean written, String seen) {

  /** Its lines, without indentation. */
  List<String> lines(int width) {
    List<String> lines = new ArrayList<>(YamlText.comment(column + ": " + seen + ".", width));
    rule.ifPresent(
        found ->
            lines.add(
                (written ? "" : "# ")
                    + YamlText.scalar(column)
                    + ": "
                    + YamlText.flow(keys(found))));
    return lines;
  }

  private static Map<String, String> keys(ColumnRule rule) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("convert", String.valueOf(rule.convert()));
    new TreeMap<>(rule.options())
        .forEach(
            (name, value) ->
                keys.put(name, value.matches("\\d+|true") ? value : YamlText.scalar(value)));
    return keys;
  }
}
