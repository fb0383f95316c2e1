package io.tributary.common.plan;

import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.WhenEmpty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of a source of which nothing moves. Pure. */
public final class EmptySourceFinding {
  /** What to do about it. */
  public static final String REMEDY =
      "Correct the names and patterns under its schemas, or say empty: allowed in the source.";

  private EmptySourceFinding() {}

  /**
   * What is wrong with a source, for people; empty when something moves, or nothing may.
   *
   * @param tables how many move
   */
  public static Optional<String> of(Source source, long tables) {
    return tables > 0 || source.whenEmpty() == WhenEmpty.ALLOWED
        ? Optional.empty()
        : Optional.of(sentence(source));
  }

  private static String sentence(Source source) {
    return "Nothing of source %s would move: it has no %s that %s takes."
        .formatted(
            source.name(),
            source.kind().tableWord(),
            source.schemas().stream()
                .map(EmptySourceFinding::rule)
                .collect(Collectors.joining("; ")));
  }

  private static String rule(SchemaMapping mapping) {
    return "from: "
        + mapping.from()
        + patterns(", include: ", mapping.include())
        + patterns(", exclude: ", mapping.exclude());
  }

  private static String patterns(String key, List<String> patterns) {
    return patterns.isEmpty() ? "" : key + patterns;
  }
}
