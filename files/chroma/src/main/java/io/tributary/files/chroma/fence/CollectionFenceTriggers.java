package io.tributary.files.chroma.fence;

import static io.tributary.files.sqlite.SqliteNames.literal;
import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.capture.TriggerDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Makes triggers that refuse writes to some rows of a table. For one thread. */
final class CollectionFenceTriggers {
  private static final String[] WRITES = {"INSERT", "UPDATE", "DELETE"};

  private final String prefix;
  private final String message;
  private final List<TriggerDefinition> made = new ArrayList<>();

  /**
   * Makes none yet.
   *
   * @param prefix what all names begin with
   * @param message what a refused writer reads
   */
  CollectionFenceTriggers(String prefix, String message) {
    this.prefix = prefix;
    this.message = message;
  }

  /** Refuses every write to rows of a kind; of NEW or OLD, whichever the write has. */
  void on(String table, UnaryOperator<String> condition) {
    on(table, "", condition, WRITES);
  }

  /** Refuses some writes only. */
  void on(String table, UnaryOperator<String> condition, String... writes) {
    on(table, "", condition, writes);
  }

  /** The same beside others on the table. */
  void on(String table, String also, UnaryOperator<String> condition, String... writes) {
    for (String write : writes) {
      String name = prefix + table + "_" + also + write.toLowerCase(Locale.ROOT);
      made.add(
          new TriggerDefinition(
              name,
              "CREATE TRIGGER "
                  + quote(name)
                  + " BEFORE "
                  + write
                  + " ON "
                  + table
                  + " WHEN "
                  + when(condition, write)
                  + " BEGIN SELECT RAISE(ABORT, "
                  + literal(message)
                  + "); END"));
    }
  }

  private static String when(UnaryOperator<String> condition, String write) {
    String before = condition.apply("OLD");
    String after = condition.apply("NEW");
    return switch (write) {
      case "INSERT" -> after;
      case "DELETE" -> before;
      default -> before.equals(after) ? after : before + " OR " + after;
    };
  }

  List<TriggerDefinition> all() {
    return List.copyOf(made);
  }
}
