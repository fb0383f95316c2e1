package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.NamePattern;
import io.tributary.common.plan.source.SchemaMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One regular expression for the tables of a schema that move, also those that are made later. What
 * stays behind is not described to Debezium, which does not know every table. Pure.
 */
final class MovingPattern {
  private static final String ANYTHING = "[\\s\\S]*";

  private MovingPattern() {}

  /** Matches schema and name with a dot between them; the case of letters counts. */
  static String of(SchemaMapping mapping) {
    List<String> ways = new ArrayList<>();
    if (!mapping.tables().isEmpty()) {
      ways.add(NamePattern.of(Set.copyOf(mapping.tables().keySet())));
    }
    String unless = mapping.exclude().isEmpty() ? "" : "(?!" + any(mapping.exclude()) + "\\z)";
    ways.add(unless + (mapping.include().isEmpty() ? ANYTHING : any(mapping.include())));
    return "(?-i:%s(?:%s))"
        .formatted(NamePattern.of(List.of(mapping.from() + ".")), String.join("|", ways));
  }

  private static String any(Collection<String> patterns) {
    return patterns.stream().map(NamePattern::glob).collect(Collectors.joining("|", "(?:", ")"));
  }
}
