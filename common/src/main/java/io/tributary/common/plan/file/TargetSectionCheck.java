package io.tributary.common.plan.file;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.words.NearestWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds mappings and target schemas against each other, as far as the file alone can tell. */
record TargetSectionCheck(Migration migration, FileProblems report) {

  /**
   * One mapping and whose it is.
   *
   * @param apart whether the names of its tables say which of the source's schemas they come from
   */
  private record Placed(String source, boolean apart, String path, SchemaMapping mapping) {
    Set<String> fills() {
      Set<String> schemas = new TreeSet<>(mapping.tables().values());
      schemas.add(mapping.to());
      return schemas;
    }

    String where(String target) {
      return mapping.to().equals(target)
          ? path + ".to"
          : path
              + ".tables."
              + mapping.tables().entrySet().stream()
                  .filter(entry -> entry.getValue().equals(target))
                  .map(Map.Entry::getKey)
                  .sorted()
                  .findFirst()
                  .orElse("");
    }

    /** Whether a table that is sent to the schema by name would be taken there by the other too. */
    boolean takes(String schema, SchemaMapping other) {
      return other.tables().entrySet().stream()
          .filter(entry -> entry.getValue().equals(schema))
          .anyMatch(
              entry ->
                  mapping
                      .targetOf(entry.getKey())
                      .filter(t -> t.schema().equals(schema))
                      .isPresent());
    }

    String display() {
      return "source \"" + source + "\" (schema \"" + mapping.from() + "\")";
    }
  }

  void run() {
    List<Placed> all = placed();
    for (int i = 0; i < all.size(); i++) {
      for (Placed earlier : all.subList(0, i)) {
        checkPair(earlier, all.get(i));
      }
    }
    checkListed(all);
  }

  private List<Placed> placed() {
    List<Placed> all = new ArrayList<>();
    for (int i = 0; i < migration.sources().size(); i++) {
      Source source = migration.sources().get(i);
      for (int j = 0; j < source.schemas().size(); j++) {
        String path = "sources[" + i + "].schemas[" + j + "]";
        boolean apart = source.tablesNameTheirSchema();
        all.add(new Placed(source.name(), apart, path, source.schemas().get(j)));
      }
    }
    return all;
  }

  private void checkPair(Placed earlier, Placed later) {
    Set<String> both = later.fills();
    both.retainAll(earlier.fills());
    both.remove("");
    both.removeIf(schema -> !collide(earlier, later, schema));
    for (String schema : both) {
      report.problem(
          PlanError.TARGET_TWICE,
          later.where(schema),
          "Target schema \""
              + schema
              + "\" would be filled by "
              + earlier.display()
              + " and by "
              + later.display()
              + "; two tables of one name would collide. Give each a schema of its own.");
    }
  }

  /**
   * Tables that are named can be compared here; all others only in the databases, so two mappings
   * that take whatever they find must not meet. Two sources never share a schema; databases of one
   * Chroma directory may, whose names become part of their tables'.
   */
  private static boolean collide(Placed a, Placed b, String schema) {
    return !a.source().equals(b.source()) || !a.apart() && meet(a, b, schema);
  }

  private static boolean meet(Placed a, Placed b, String schema) {
    return (a.mapping().to().equals(schema) && b.mapping().to().equals(schema))
        || a.takes(schema, b.mapping())
        || b.takes(schema, a.mapping());
  }

  private void checkListed(List<Placed> all) {
    Set<String> used = new TreeSet<>();
    for (Placed placed : all) {
      for (String schema : placed.fills()) {
        used.add(schema);
        if (!schema.isEmpty() && !migration.target().schemas().containsKey(schema)) {
          report.problem(PlanError.SCHEMA_NOT_LISTED, placed.where(schema), notListed(schema));
        }
      }
    }
    migration.target().schemas().forEach((name, schema) -> checkUse(name, schema, used));
  }

  private void checkUse(String listed, TargetSchema schema, Set<String> used) {
    boolean prepared = schema.prepare() != null;
    if (!used.contains(listed) && !prepared) {
      report.problem(
          PlanError.SCHEMA_NOT_USED,
          "target.schemas." + listed,
          "No mapping leads to schema \""
              + listed
              + "\"; map something to it, remove it, or say \"prepare\" (true, or the path of a"
              + " DDL file) if it is made for what comes later.");
    } else if (used.contains(listed) && prepared) {
      report.problem(
          PlanError.BAD_VALUE,
          "target.schemas." + listed + ".prepare",
          "A mapping leads to schema \""
              + listed
              + "\", and \"prepare\" is for schemas that nothing moves into; take one of the two"
              + " out.");
    }
  }

  private String notListed(String schema) {
    return "Target schema \""
        + schema
        + "\" is not listed under target.schemas; add it there with the role of its application"
        + NearestWord.to(schema, migration.target().schemas().keySet())
            .map(near -> ", or did you mean \"" + near + "\"?")
            .orElse(".");
  }
}
