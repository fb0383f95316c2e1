package io.tributary.cdc.definition;

import io.tributary.cdc.definition.TableDefinition.Part;
import io.tributary.common.change.ChangeRecord.Shape;
import io.tributary.common.change.ChangeRecord.ShapeColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Completes a shape of the stream to a definition: names and types are those of the stream, which
 * are exact at its place; column numbers and defaults of new columns come from the source's
 * catalog, which may be ahead of it; everything else stays as it was, and changes when the
 * catalog's definition comes through the stream itself. Pure.
 *
 * @param before the definition so far
 * @param catalog the source's catalog, empty when the table is gone
 * @param typeNames what the source calls a type
 */
public record ShapePlacement(
    TableDefinition before,
    Optional<TableDefinition> catalog,
    Function<ShapeColumn, String> typeNames) {

  /** The definition from the shape's place on. */
  public TableDefinition after(Shape shape) {
    List<ColumnDefinition> columns = new ArrayList<>();
    shape.columns().forEach(column -> columns.add(column(column)));
    before.columns().stream()
        .filter(ColumnDefinition::generated)
        .filter(was -> columns.stream().noneMatch(is -> is.number() == was.number()))
        .forEach(columns::add);
    return new TableDefinition(
        before.schema(),
        before.name(),
        before.oid(),
        before.child(),
        columns,
        key(shape),
        stillUnique(before.indexes(), TableDefinition::indexes),
        stillUnique(before.constraints(), TableDefinition::constraints));
  }

  /**
   * Whether the shape has columns besides that came and are gone again, of a table that is as it
   * was before: nothing that its rows had before is another value.
   */
  public boolean takenBack(Shape shape) {
    TableDefinition after = after(shape);
    List<ColumnDefinition> lasting =
        after.columns().stream()
            .filter(column -> column.number() > 0 || before.named(column.name()).isPresent())
            .toList();
    TableDefinition without =
        new TableDefinition(
            after.schema(),
            after.name(),
            after.oid(),
            after.child(),
            lasting,
            after.key(),
            after.indexes(),
            after.constraints());
    return lasting.size() < after.columns().size()
        && ChangePlanner.between(before, without).isEmpty()
        && catalog.filter(now -> ChangePlanner.between(before, now).isEmpty()).isPresent();
  }

  private ColumnDefinition column(ShapeColumn streamed) {
    Optional<ColumnDefinition> now = catalog.flatMap(table -> matching(table, streamed));
    if (now.isPresent()) {
      ColumnDefinition is = now.get();
      return before
          .numbered(is.number())
          .map(was -> was.as(is.name(), is.type(), is.modifier(), is.typeName()))
          .orElse(is);
    }
    return matching(before, streamed)
        .or(() -> before.named(streamed.name()).map(was -> retyped(was, streamed)))
        .orElseGet(
            () ->
                ColumnDefinition.ofStream(
                    streamed.name(),
                    streamed.type(),
                    streamed.modifier(),
                    typeNames.apply(streamed)));
  }

  private ColumnDefinition retyped(ColumnDefinition was, ShapeColumn streamed) {
    return was.as(streamed.name(), streamed.type(), streamed.modifier(), typeNames.apply(streamed));
  }

  private static Optional<ColumnDefinition> matching(TableDefinition table, ShapeColumn streamed) {
    return table.find(
        column -> column.isCalled(streamed.name(), streamed.type(), streamed.modifier()));
  }

  /** Without a primary key the stream names any unique index, which says nothing. */
  private List<String> key(Shape shape) {
    if (shape.key() == null || before.key().isEmpty()) {
      return before.key();
    }
    Set<String> is = new HashSet<>(shape.key());
    return is.equals(new HashSet<>(before.key())) ? before.key() : shape.key();
  }

  /**
   * Rows of a table without primary key may be told apart by a unique index, so one that is gone is
   * gone at once.
   */
  private List<Part> stillUnique(List<Part> parts, Function<TableDefinition, List<Part>> now) {
    if (!before.key().isEmpty() || catalog.isEmpty()) {
      return parts;
    }
    Set<String> present = new HashSet<>();
    now.apply(catalog.get()).forEach(part -> present.add(part.name()));
    return parts.stream().filter(part -> !part.unique() || present.contains(part.name())).toList();
  }
}
