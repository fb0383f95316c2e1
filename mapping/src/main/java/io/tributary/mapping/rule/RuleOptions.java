package io.tributary.mapping.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.common.plan.rule.ConversionOption;
import io.tributary.common.plan.words.EnumWord;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The options of a conversion by type. The migration file's reader has checked them.
 *
 * @param texts as a rule keeps them
 */
public record RuleOptions(Map<String, String> texts) {

  boolean has(ConversionOption option) {
    return texts.containsKey(option.word());
  }

  /** The text of an option; {@code absent} when the rule has none. */
  public String text(ConversionOption option, String absent) {
    return texts.getOrDefault(option.word(), absent);
  }

  int number(ConversionOption option, int absent) {
    String text = texts.get(option.word());
    return text == null ? absent : Integer.parseInt(text);
  }

  boolean flag(ConversionOption option) {
    return Boolean.parseBoolean(texts.get(option.word()));
  }

  <E extends Enum<E>> E choice(ConversionOption option, E absent) {
    List<E> constants = List.of(absent.getDeclaringClass().getEnumConstants());
    return EnumWord.of(text(option, EnumWord.word(absent)), constants).orElse(absent);
  }

  /** A zone; null for none. */
  @Nullable ZoneId zone(ConversionOption option, @Nullable String absent) {
    String declared = texts.get(option.word());
    String zone = declared == null ? absent : declared;
    return zone == null ? null : ZoneId.of(zone);
  }

  /** Texts in lower case. */
  Set<String> spellings(ConversionOption option, Set<String> absent) {
    return has(option)
        ? labels(option).keySet().stream()
            .map(text -> text.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet())
        : absent;
  }

  /** A list, each item of which stands for itself, or a mapping; in the file's order. */
  public Map<String, String> labels(ConversionOption option) {
    JsonNode json =
        Json.read(
            texts.getOrDefault(option.word(), "[]").getBytes(StandardCharsets.UTF_8),
            JsonNode.class);
    Map<String, String> labels = new LinkedHashMap<>();
    json.properties().forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
    if (json.isArray()) {
      json.forEach(item -> labels.put(item.asText(), item.asText()));
    }
    return labels;
  }
}
