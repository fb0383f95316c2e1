package io.tributary.cdc.source.chroma;

import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which collections move, as regular expressions of the connector on {@code database.collection}.
 * They are made of the migration file's own patterns and not of the collections that are there:
 * later ones move, too.
 *
 * @param source the source
 */
record CollectionPatterns(Source source) {

  /** What is captured. */
  String included() {
    return joined(
        source.schemas().stream()
            .flatMap(
                mapping ->
                    mapping.include().isEmpty()
                        ? Stream.of(pattern(mapping, "*"))
                        : Stream.concat(
                                mapping.include().stream(), mapping.tables().keySet().stream())
                            .map(glob -> pattern(mapping, glob)))
            .toList());
  }

  /** What is left out of that; empty for nothing. */
  String excluded() {
    return joined(
        source.schemas().stream()
            .flatMap(mapping -> mapping.exclude().stream().map(glob -> pattern(mapping, glob)))
            .toList());
  }

  private static String joined(List<String> patterns) {
    return String.join(",", patterns);
  }

  private static String pattern(SchemaMapping mapping, String glob) {
    StringBuilder pattern = new StringBuilder();
    mapping.from().codePoints().forEach(letter -> pattern.append(literal(letter)));
    pattern.append("\\.");
    glob.codePoints()
        .forEach(
            letter -> pattern.append(letter == '*' ? ".*" : letter == '?' ? "." : literal(letter)));
    return pattern.toString();
  }

  // Connect splits lists at commas and replaces ${…}; a name may hold any of them.
  private static String literal(int letter) {
    return Character.isLetterOrDigit(letter) || letter == '_'
        ? Character.toString(letter)
        : "\\x{%x}".formatted(letter);
  }
}
