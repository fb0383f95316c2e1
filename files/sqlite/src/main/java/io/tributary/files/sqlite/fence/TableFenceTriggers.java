package io.tributary.files.sqlite.fence;

import static io.tributary.files.sqlite.SqliteNames.literal;
import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.capture.TriggerDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The triggers, and the indexes, that refuse writes. Pure. */
final class TableFenceTriggers {
  private static final List<String> WRITES = List.of("INSERT", "UPDATE", "DELETE");

  private TableFenceTriggers() {}

  /**
   * What begins the names of the indexes that refuse writes to BLOBs in place, after the prefix.
   */
  static final String INDEX = "blob_";

  /**
   * One for each column. SQLite lets nobody write a BLOB in place whose column is in an index, also
   * one of no rows, which costs nothing; such writes run no trigger.
   */
  static List<TriggerDefinition> indexes(String prefix, Collection<FencedTables.Blob> blobs) {
    List<TriggerDefinition> indexes = new ArrayList<>();
    for (FencedTables.Blob blob : blobs) {
      String name = prefix + INDEX + (indexes.size() + 1);
      indexes.add(
          new TriggerDefinition(
              name,
              "CREATE INDEX "
                  + quote(name)
                  + " ON "
                  + quote(blob.table())
                  + " ("
                  + quote(blob.column())
                  + ") WHERE 0"));
    }
    return indexes;
  }

  /** Three for each table; RAISE(ABORT) holds against OR IGNORE and OR REPLACE too. */
  static List<TriggerDefinition> of(String prefix, Collection<String> tables, String message) {
    List<TriggerDefinition> triggers = new ArrayList<>();
    int number = 0;
    for (String table : tables.stream().sorted().toList()) {
      number++;
      for (String write : WRITES) {
        String name = prefix + number + "_" + write.toLowerCase(Locale.ROOT);
        triggers.add(
            new TriggerDefinition(
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
