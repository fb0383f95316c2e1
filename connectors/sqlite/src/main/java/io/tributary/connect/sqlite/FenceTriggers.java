package io.tributary.connect.sqlite;

import static io.tributary.connect.sqlite.Names.literal;
import static io.tributary.connect.sqlite.Names.quote;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The triggers that refuse writes. Pure. */
final class FenceTriggers {
  private static final List<String> WRITES = List.of("INSERT", "UPDATE", "DELETE");

  private FenceTriggers() {}

  /** Three for each table; RAISE(ABORT) holds against OR IGNORE and OR REPLACE too. */
  static List<Trigger> of(Collection<String> tables, String message) {
    List<Trigger> triggers = new ArrayList<>();
    int number = 0;
    for (String table : tables.stream().sorted().toList()) {
      number++;
      for (String write : WRITES) {
        String name = Names.FENCE + number + "_" + write.toLowerCase(Locale.ROOT);
        triggers.add(
            new Trigger(
                name,
                "CREATE TRIGGER "
                    + quote(name)
                    + " BEFORE "
                    + write
                    + " ON "
                    + quote(table)
                    + " BEGIN SELECT RAISE(ABORT, "
                    + literal(message)
                    + "); END"));
      }
    }
    return triggers;
  }
}
