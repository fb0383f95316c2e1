package io.tributary.common.plan.file;

import io.tributary.common.plan.words.NearestWord;
import io.tributary.common.plan.words.UnknownWord;
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
record SectionFields(FileValue owner, Map<String, FileValue> values) {
  private static final String ACCEPTED = "accepted";

  static SectionFields of(FileValue owner, SectionKeys section) {
    Map<String, FileValue> known = new LinkedHashMap<>();
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
    return new SectionFields(owner, known);
  }

  Optional<FileValue> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  String text(String key) {
    return get(key).map(FileValue::text).orElse("");
  }

  String text(String key, String absent) {
    return get(key).map(FileValue::text).orElse(absent);
  }

  long number(String key, long absent, long min, long max) {
    return get(key).map(value -> value.number(min, max)).orElse(absent);
  }

  boolean flag(String key) {
    return get(key).map(FileValue::flag).orElse(false);
  }

  /** Whether the key is there; {@code accepted} is all that it may say. */
  boolean accepted(String key) {
    get(key)
        .filter(value -> !value.text().equals(ACCEPTED))
        .ifPresent(
            value ->
                value.problem(
                    PlanError.BAD_VALUE, UnknownWord.message(value.text(), List.of(ACCEPTED))));
    return get(key).isPresent();
  }

  List<FileValue> list(String key) {
    return get(key).map(FileValue::list).orElse(List.of());
  }

  List<String> texts(String key) {
    return list(key).stream().map(FileValue::text).toList();
  }

  Map<String, FileValue> entries(String key) {
    return get(key).map(FileValue::entries).orElse(Map.of());
  }

  /** Text to text. */
  Map<String, String> textEntries(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    entries(key).forEach((name, value) -> texts.put(name, value.text()));
    return texts;
  }

  private static String unknown(String key, List<String> valid) {
    return NearestWord.to(key, valid)
        .map(near -> "There is no key \"" + key + "\" here; did you mean \"" + near + "\"?")
        .orElse(
            "There is no key \"" + key + "\" here; valid are " + String.join(", ", valid) + ".");
  }
}
