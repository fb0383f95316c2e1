package io.tributary.cdc.schema.opening;

import io.tributary.cdc.schema.opening.CatalogSequence.OwningColumn;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan.SequenceMove;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which sequences of both sides are the same one, by what their catalogs say now: those that a
 * column owns by that column, whatever they are called, and all others by their names. What was
 * planned says only where a name went.
 *
 * @param pairs the same one at both sides
 * @param from planned ones of the side that is closed, without a counterpart now
 * @param to the same of the side that is opened
 */
record SequencePairs(List<Pair> pairs, List<Lonely> from, List<Lonely> to) {

  /**
   * A sequence at both sides.
   *
   * @param from at the side that is closed
   * @param to at the side that is opened
   */
  record Pair(CatalogSequence from, CatalogSequence to) {}

  /**
   * A sequence that the other side does not have.
   *
   * @param sequence where it is
   * @param name what it was called at the other side
   * @param owner the column that would own it there
   */
  record Lonely(CatalogSequence sequence, TableName name, Optional<OwningColumn> owner) {}

  /** For the way out: from the source to the target. */
  static SequencePairs of(
      SchemaLayout layout,
      List<SequenceMove> planned,
      List<CatalogSequence> source,
      List<CatalogSequence> target) {
    Map<TableName, TableName> places =
        planned.stream()
            .collect(Collectors.toMap(SequenceMove::source, SequenceMove::target, (a, b) -> a));
    List<Lonely> left = new ArrayList<>();
    for (CatalogSequence sequence : source) {
      Optional<OwningColumn> owner = sequence.owner().flatMap(column -> mapped(layout, column));
      if (owner.isPresent() == sequence.owner().isPresent()) {
        left.add(new Lonely(sequence, place(layout, places, sequence, owner), owner));
      }
    }
    List<CatalogSequence> right = new ArrayList<>(target);
    List<Pair> pairs = new ArrayList<>();
    join(left, pairs, sequence -> owned(sequence, right), right);
    join(left, pairs, sequence -> named(sequence.name(), right), right);
    left.removeIf(sequence -> !places.containsKey(sequence.sequence().name()));
    return new SequencePairs(List.copyOf(pairs), List.copyOf(left), lonely(layout, planned, right));
  }

  /** The same for the way home. */
  SequencePairs reversed() {
    return new SequencePairs(
        pairs.stream().map(pair -> new Pair(pair.to(), pair.from())).toList(), to, from);
  }

  private static void join(
      List<Lonely> left,
      List<Pair> pairs,
      Function<Lonely, Optional<CatalogSequence>> counterpart,
      List<CatalogSequence> right) {
    left.removeIf(
        lonely -> {
          Optional<CatalogSequence> found = counterpart.apply(lonely);
          found.ifPresent(
              other -> {
                pairs.add(new Pair(lonely.sequence(), other));
                right.remove(other);
              });
          return found.isPresent();
        });
  }

  private static Optional<CatalogSequence> owned(Lonely sequence, List<CatalogSequence> right) {
    List<CatalogSequence> owned =
        right.stream()
            .filter(other -> sequence.owner().isPresent() && other.owner().equals(sequence.owner()))
            .toList();
    return named(sequence.name(), owned).or(() -> owned.stream().findFirst());
  }

  private static Optional<CatalogSequence> named(TableName name, List<CatalogSequence> among) {
    return among.stream().filter(other -> other.name().equals(name)).findFirst();
  }

  private static List<Lonely> lonely(
      SchemaLayout layout, List<SequenceMove> planned, List<CatalogSequence> right) {
    List<Lonely> found = new ArrayList<>();
    for (CatalogSequence sequence : right) {
      for (SequenceMove move : planned) {
        if (move.target().equals(sequence.name())) {
          Optional<OwningColumn> owner =
              sequence
                  .owner()
                  .map(column -> new OwningColumn(home(layout, column), column.column()));
          found.add(new Lonely(sequence, move.source(), owner));
        }
      }
    }
    return List.copyOf(found);
  }

  private static TableName home(SchemaLayout layout, OwningColumn column) {
    return layout.origins().stream()
        .map(schema -> new TableName(schema, column.table().name()))
        .filter(table -> layout.source().targetOf(table).equals(Optional.of(column.table())))
        .findFirst()
        .orElse(column.table());
  }

  private static Optional<OwningColumn> mapped(SchemaLayout layout, OwningColumn column) {
    return layout
        .source()
        .targetOf(column.table())
        .map(table -> new OwningColumn(table, column.column()));
  }

  private static TableName place(
      SchemaLayout layout,
      Map<TableName, TableName> places,
      CatalogSequence sequence,
      Optional<OwningColumn> owner) {
    TableName planned = places.get(sequence.name());
    if (planned != null) {
      return planned;
    }
    String schema =
        owner
            .map(column -> column.table().schema())
            .orElseGet(() -> layout.mainDestination(sequence.name().schema()));
    return new TableName(schema, sequence.name().name());
  }
}
