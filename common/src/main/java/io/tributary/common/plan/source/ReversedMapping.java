package io.tributary.common.plan.source;

import io.tributary.common.plan.words.TableNamePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The mapping by which the tables of a target go back to the schemas that they came from. Tables of
 * a PostgreSQL source keep their names on the way out, so patterns of names hold on the way back
 * too. Pure.
 */
public final class ReversedMapping {
  private static final List<String> NONE_BUT_NAMED = List.of("*");

  private ReversedMapping() {}

  /**
   * A schema of the target into which two schemas of the source move: nothing says of a table that
   * is made there later which of the two it belongs to. Empty when every schema has one way back.
   */
  public static Optional<String> ambiguous(List<SchemaMapping> mappings) {
    Map<String, Integer> origins = new HashMap<>();
    mappings.forEach(mapping -> origins.merge(mapping.to(), 1, Integer::sum));
    return origins.entrySet().stream()
        .filter(origin -> origin.getValue() > 1)
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  /**
   * The way back. A table that stands where one would be if it had not been sent to a schema of its
   * own is not of the source: the one that is comes from there.
   *
   * @param mappings the way out, not {@link #ambiguous}
   */
  public static List<SchemaMapping> of(List<SchemaMapping> mappings) {
    Map<String, SchemaMapping> whole = new LinkedHashMap<>();
    Map<String, Map<String, String>> single = new HashMap<>();
    for (SchemaMapping mapping : mappings) {
      whole.put(mapping.to(), mapping);
      mapping
          .tables()
          .forEach(
              (table, schema) ->
                  single
                      .computeIfAbsent(schema, unseen -> new HashMap<>())
                      .put(table, mapping.from()));
    }
    TreeSet<String> schemas = new TreeSet<>(whole.keySet());
    schemas.addAll(single.keySet());
    List<SchemaMapping> back = new ArrayList<>();
    for (String schema : schemas) {
      Map<String, String> tables = single.getOrDefault(schema, Map.of());
      SchemaMapping out = whole.get(schema);
      back.add(
          out == null
              ? new SchemaMapping(
                  schema, tables.values().iterator().next(), tables, List.of(), NONE_BUT_NAMED)
              : new SchemaMapping(schema, out.from(), tables, out.include(), stays(out)));
    }
    return back;
  }

  /**
   * The way back of a source whose tables may have other names at the target than patterns of names
   * say: everything in the schemas that it moves to.
   */
  public static List<SchemaMapping> whole(List<SchemaMapping> mappings) {
    return mappings.stream()
        .map(out -> new SchemaMapping(out.to(), out.from(), Map.of(), List.of(), List.of()))
        .toList();
  }

  private static List<String> stays(SchemaMapping out) {
    return Stream.concat(
            out.exclude().stream(),
            out.tables().entrySet().stream()
                .filter(single -> !single.getValue().equals(out.to()))
                .map(Map.Entry::getKey)
                .filter(name -> !TableNamePattern.isPattern(name))
                .sorted())
        .toList();
  }
}
