package io.tributary.common.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * The keys of one section. Unknown and missing ones are reported when it is made; afterwards an
 * absent key reads as its default, or as empty where it was required.
 *
 * @param values the known keys that are there
 */
record Fields(Value owner, Map<String, Value> values) {

  static Fields of(Value owner, Section section) {
    Map<String, Value> known = new LinkedHashMap<>();
    owner
        .entries()
        .forEach(
            (key, value) -> {
              if (section.keys().contains(key)) {
                known.put(key, value);
              } else {
                value.problem(PlanError.UNKNOWN_KEY, unknown(key, section.keys()));
              }
            });
    if (owner.node() instanceof MappingNode) {
      section.required().stream()
          .filter(key -> !known.containsKey(key))
          .forEach(
              key -> owner.problem(PlanError.MISSING_KEY, "The key \"" + key + "\" is missing."));
    }
    return new Fields(owner, known);
  }

  Optional<Value> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  String text(String key) {
    return get(key).map(Value::text).orElse("");
  }

  String text(String key, String absent) {
    return get(key).map(Value::text).orElse(absent);
  }

  long number(String key, long absent, long min, long max) {
    return get(key).map(value -> value.number(min, max)).orElse(absent);
  }

  boolean flag(String key) {
    return get(key).map(Value::flag).orElse(false);
  }

  List<Value> list(String key) {
    return get(key).map(Value::list).orElse(List.of());
  }

  List<String> texts(String key) {
    return list(key).stream().map(Value::text).toList();
  }

  Map<String, Value> entries(String key) {
    return get(key).map(Value::entries).orElse(Map.of());
  }

  /** Text to text. */
  Map<String, String> textEntries(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    entries(key).forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  private static String unknown(String key, List<String> valid) {
    return Nearest.to(key, valid)
        .map(near -> "There is no key \"" + key + "\" here; did you mean \"" + near + "\"?")
        .orElse(
            "There is no key \"" + key + "\" here; valid are " + String.join(", ", valid) + ".");
  }
}
