package io.tributary.files.sqlite.back;

import io.tributary.files.sqlite.SqliteNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which triggers of the moved tables fire when their rows come back. What the application's
 * triggers write into moved tables comes back as rows of its own, and rows that they refuse have
 * been acknowledged already: such triggers are lifted, and so are those whose text is not
 * understood. Those that only keep other tables in step, such as a full-text index, stay. Pure.
 */
final class TriggerChoice {
  private final Set<String> moved;
  private final Map<String, List<Trigger>> byTable;
  private final Map<Trigger, Optional<TriggerText>> texts = new HashMap<>();

  /**
   * A trigger of the file.
   *
   * @param place its rowid in the schema
   * @param table what it stands on, a table or view
   */
  record Trigger(long place, String name, String table, String sql) {
    boolean own() {
      return name.toLowerCase(Locale.ROOT).startsWith(SqliteNames.OWN);
    }
  }

  /**
   * @param triggers all of the file
   * @param moved the tables that move, and those that keep the rows of such
   */
  TriggerChoice(Collection<Trigger> triggers, Collection<String> moved) {
    this.moved = moved.stream().map(TriggerChoice::lower).collect(Collectors.toSet());
    this.byTable = triggers.stream().collect(Collectors.groupingBy(t -> lower(t.table())));
  }

  /** Those that are lifted. */
  List<Trigger> lifted() {
    return moved.stream()
        .flatMap(table -> on(table).stream())
        .filter(trigger -> trigger.own() || !stays(trigger))
        .toList();
  }

  private boolean stays(Trigger trigger) {
    return text(trigger).filter(text -> !text.writes().isEmpty()).isPresent()
        && harmless(trigger, new HashSet<>());
  }

  /** Whether it, and what fires in turn, writes nothing that moves and refuses nothing. */
  private boolean harmless(Trigger trigger, Set<Trigger> seen) {
    if (!seen.add(trigger)) {
      return true;
    }
    Optional<TriggerText> text = text(trigger);
    return text.isPresent()
        && !text.get().raises()
        && text.get().writes().stream().allMatch(write -> harmless(write, seen));
  }

  private boolean harmless(TriggerText.Write write, Set<Trigger> seen) {
    return !moved.contains(write.table())
        && !SqliteNames.reserved(write.table())
        && on(write.table()).stream()
            .filter(
                next -> text(next).map(TriggerText::event).orElse(write.event()) == write.event())
            .allMatch(next -> harmless(next, seen));
  }

  private List<Trigger> on(String table) {
    return byTable.getOrDefault(table, List.of());
  }

  private Optional<TriggerText> text(Trigger trigger) {
    return texts.computeIfAbsent(trigger, it -> TriggerText.parse(it.sql()));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
