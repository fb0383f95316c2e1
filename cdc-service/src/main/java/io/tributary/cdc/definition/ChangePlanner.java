package io.tributary.cdc.definition;

import io.tributary.cdc.definition.TableDefinition.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two definitions of a table and lists what changed. Pure. */
public final class ChangePlanner {
  private final TableDefinition before;
  private final TableDefinition after;
  private final List<SchemaChange> changes = new ArrayList<>();

  private ChangePlanner(TableDefinition before, TableDefinition after) {
    this.before = before;
    this.after = after;
  }

  /** What was done to a table, in an order in which it can be done again. */
  public static List<SchemaChange> between(TableDefinition before, TableDefinition after) {
    return new ChangePlanner(before, after).plan();
  }

  private List<SchemaChange> plan() {
    if (!before.table().equals(after.table())) {
      changes.add(new TableChange.Renamed(after.table().display()));
    }
    before.columns().forEach(this::known);
    after.columns().stream().filter(this::isNew).forEach(this::added);
    if (written(before) && !written(after)) {
      changes.add(new TableChange.Emptied());
    }
    if (!before.key().equals(after.key())) {
      changes.add(new TableChange.KeyChanged(before.key(), after.key()));
    }
    parts("index", before.indexes(), after.indexes());
    parts("constraint", before.constraints(), after.constraints());
    return List.copyOf(changes);
  }

  private static boolean written(TableDefinition table) {
    return table.columns().stream().anyMatch(column -> !column.generated());
  }

  private void known(ColumnDefinition was) {
    Optional<ColumnDefinition> is = same(was);
    if (is.isPresent()) {
      compare(was, is.get());
    } else if (was.number() < 0) {
      changes.add(new ColumnChange.Unclear(was.name()));
    } else if (after.named(was.name()).isPresent()) {
      changes.add(new ColumnChange.Replaced(was.name()));
    } else {
      changes.add(new ColumnChange.Dropped(was.name()));
    }
  }

  /** The same column afterwards; one without a number is known by its name only. */
  private Optional<ColumnDefinition> same(ColumnDefinition was) {
    return was.number() < 0 ? after.named(was.name()) : after.numbered(was.number());
  }

  /** Not there before, and not the successor of a column of its name, which is told already. */
  private boolean isNew(ColumnDefinition is) {
    return before.numbered(is.number()).isEmpty()
        && before
            .named(is.name())
            .map(was -> same(was).isPresent() && !is.equals(same(was).get()))
            .orElse(true);
  }

  private void added(ColumnDefinition is) {
    boolean clear = before.columns().stream().allMatch(column -> column.number() > 0);
    changes.add(
        clear && is.number() > 0
            ? new ColumnChange.Added(is)
            : new ColumnChange.Unclear(is.name()));
  }

  private void compare(ColumnDefinition was, ColumnDefinition is) {
    if (!was.name().equals(is.name())) {
      changes.add(new ColumnChange.Renamed(was.name(), is.name()));
    }
    if (!was.sameType(is)) {
      changes.add(new ColumnChange.TypeChanged(is.name(), was.typeName(), is.typeName()));
    }
    rule(is, "NOT NULL", was.notNull(), is.notNull());
    rule(is, "default", was.defaultValue(), is.defaultValue());
    rule(is, "generated", was.generated(), is.generated());
    rule(is, "identity", was.identity(), is.identity());
    labels(was, is);
  }

  private void rule(
      ColumnDefinition column, String rule, @Nullable Object was, @Nullable Object is) {
    String from = String.valueOf(was);
    String to = String.valueOf(is);
    if (!from.equals(to)) {
      changes.add(new ColumnChange.RuleChanged(column.name(), rule, from, to));
    }
  }

  private void labels(ColumnDefinition was, ColumnDefinition is) {
    if (was.labels().equals(is.labels()) || is.labelType() == null || was.type() != is.type()) {
      return;
    }
    List<String> kept = new ArrayList<>(is.labels());
    kept.retainAll(was.labels());
    changes.add(
        kept.equals(was.labels())
            ? new ColumnChange.LabelsAdded(is.labelType(), was.labels(), is.labels())
            : new ColumnChange.LabelsChanged(is.labelType(), was.labels(), is.labels()));
  }

  private void parts(String kind, List<Part> was, List<Part> is) {
    Set<String> names = new HashSet<>();
    for (Part part : was) {
      names.add(part.name());
      String now =
          is.stream()
              .filter(p -> p.name().equals(part.name()))
              .map(Part::definition)
              .findFirst()
              .orElse(null);
      if (!part.definition().equals(now)) {
        changes.add(new TableChange.PartChanged(kind, part.name(), part.definition(), now));
      }
    }
    for (Part part : is) {
      if (!names.contains(part.name())) {
        changes.add(
            kind.equals("index")
                ? new TableChange.IndexAdded(part)
                : new TableChange.PartChanged(kind, part.name(), null, part.definition()));
      }
    }
  }
}
