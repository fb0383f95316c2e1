package io.tributary.common.plan;

import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.words.NearestWord;
import io.tributary.common.plan.words.TableNamePattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds names and patterns of a source in the migration file that mean nothing in its database.
 * Made for one source. Pure.
 */
public final class UnknownNames {
  private static final int LISTED = 5;

  private final Source source;
  private final Map<String, List<String>> existing;

  /**
   * Holds a source against its database.
   *
   * @param existing the tables by schema, or the collections by database; also schemas without any
   */
  public UnknownNames(Source source, Map<String, ? extends Collection<String>> existing) {
    this.source = source;
    this.existing = new TreeMap<>();
    existing.forEach((schema, tables) -> this.existing.put(schema, List.copyOf(tables)));
  }

  /** The schemas that do not exist, each with a sentence about it. */
  public List<String> schemas() {
    return source.schemas().stream()
        .map(SchemaMapping::from)
        .filter(schema -> !existing.containsKey(schema))
        .map(
            schema ->
                "There is no %s %s in %s.%s"
                    .formatted(
                        source.kind().schemaWord(),
                        schema,
                        source.kind().placeWord(),
                        meant(schema, existing.keySet())))
        .toList();
  }

  /** The tables and patterns that match nothing in schemas that exist, each with a sentence. */
  public List<String> tables() {
    List<String> unknown = new ArrayList<>();
    for (SchemaMapping mapping : source.schemas()) {
      List<String> tables = existing.get(mapping.from());
      if (tables != null) {
        Stream.of(mapping.tables().keySet(), mapping.include(), mapping.exclude())
            .flatMap(Collection::stream)
            .distinct()
            .sorted()
            .filter(
                pattern ->
                    tables.stream().noneMatch(name -> TableNamePattern.matches(pattern, name)))
            .map(pattern -> unknown(mapping.from(), pattern, tables))
            .forEach(unknown::add);
      }
    }
    return unknown;
  }

  private String unknown(String schema, String pattern, List<String> tables) {
    String named = schema + "." + pattern;
    return TableNamePattern.isPattern(pattern)
        ? "The pattern %s of the migration file matches no %s.%s"
            .formatted(named, source.kind().tableWord(), meant(pattern, tables))
        : "The migration file names %s %s, which does not exist.%s"
            .formatted(source.kind().tableWord(), named, meant(pattern, tables));
  }

  /** Names of quarantined rows under {@code accept-quarantined} of tables that do not move. */
  public List<String> accepted(CutoverSettings cutover) {
    TreeSet<String> moving = new TreeSet<>();
    moving().forEach(moving::add);
    return cutover.acceptedNames(source.name()).stream()
        .filter(name -> moving.stream().noneMatch(table -> name.startsWith(table + "/")))
        .map(
            name ->
                "cutover.accept-quarantined names %s of source %s, and no %s that moves begins so; write %s.%s/KEY.%s"
                    .formatted(
                        name,
                        source.name(),
                        source.kind().tableWord(),
                        source.kind().schemaWord(),
                        source.kind().tableWord(),
                        meant(tableOf(name), moving)))
        .toList();
  }

  /** The name of a row without its key; a database of Chroma's may have a slash before its dot. */
  private static String tableOf(String row) {
    int slash = row.indexOf('/', Math.max(0, row.indexOf('.')));
    return slash < 0 ? row : row.substring(0, slash);
  }

  private Stream<String> moving() {
    return source.schemas().stream()
        .flatMap(
            mapping ->
                existing.getOrDefault(mapping.from(), List.of()).stream()
                    .filter(table -> mapping.targetOf(table).isPresent())
                    .map(table -> mapping.from() + "." + table));
  }

  private static String meant(String name, Collection<String> names) {
    Optional<String> near = NearestWord.to(name, names);
    if (near.isPresent()) {
      return " Did you mean " + near.get() + "?";
    }
    return names.isEmpty() || names.size() > LISTED
        ? ""
        : " There " + (names.size() == 1 ? "is " : "are ") + String.join(", ", names) + ".";
  }
}
