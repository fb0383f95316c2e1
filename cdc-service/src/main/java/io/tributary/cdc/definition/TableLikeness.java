package io.tributary.cdc.definition;

import io.tributary.cdc.definition.TableDefinition.Part;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares a source's table with its copy in the target. Pure.
 *
 * @param source the source's
 * @param target the target's
 */
public record TableLikeness(TableDefinition source, TableDefinition target) {

  /**
   * What differs, for people: what the target should have. So two PostgreSQL versions that print
   * one thing differently differ in the same way before and after a change of something else.
   */
  public Set<String> differences() {
    Set<String> found = new TreeSet<>();
    for (ColumnDefinition column : source.columns()) {
      target
          .named(column.name())
          .ifPresentOrElse(
              copy -> compare(column, copy, found),
              () -> found.add("the target has no column " + column.name()));
    }
    target.columns().stream()
        .filter(copy -> source.named(copy.name()).isEmpty())
        .forEach(copy -> found.add("only the target has column " + copy.name()));
    if (!source.key().equals(target.key())) {
      found.add("the primary key is not %s".formatted(source.key()));
    }
    parts("index", source.indexes(), target.indexes(), found);
    parts("constraint", source.constraints(), target.constraints(), found);
    return found;
  }

  private static void compare(ColumnDefinition column, ColumnDefinition copy, Set<String> found) {
    String name = "column " + column.name();
    if (!Objects.equals(column.typeName(), copy.typeName())) {
      found.add("%s is not of type %s in the target".formatted(name, column.typeName()));
    }
    if (column.notNull() != copy.notNull()) {
      found.add("%s is %s in the target".formatted(name, copy.notNull() ? "NOT NULL" : "nullable"));
    }
    if (!Objects.equals(column.defaultValue(), copy.defaultValue())) {
      found.add("%s does not have the default %s".formatted(name, column.defaultValue()));
    }
    if (column.generated() != copy.generated() || !column.identity().equals(copy.identity())) {
      found.add(
          "%s is not %s in the target"
              .formatted(
                  name,
                  column.generated()
                      ? "generated"
                      : column.identity().isEmpty()
                          ? "written as it comes"
                          : "an identity column"));
    }
    if (!column.labels().equals(copy.labels())) {
      found.add("%s: its enum does not have the labels %s".formatted(name, column.labels()));
    }
  }

  private static void parts(String kind, List<Part> source, List<Part> target, Set<String> found) {
    for (Part part : source) {
      if (target.stream().noneMatch(copy -> same(part, copy))) {
        found.add("the target has no %s %s: %s".formatted(kind, part.name(), part.definition()));
      }
    }
    for (Part copy : target) {
      if (source.stream().noneMatch(part -> part.name().equals(copy.name()))) {
        found.add("only the target has %s %s".formatted(kind, copy.name()));
      }
    }
  }

  private static boolean same(Part part, Part copy) {
    return part.name().equals(copy.name()) && part.definition().equals(copy.definition());
  }
}
