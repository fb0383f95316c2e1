package io.tributary.connect.sqlite;

import static io.tributary.connect.sqlite.Names.literal;
import static io.tributary.connect.sqlite.Names.quote;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The triggers, and the indexes, that refuse writes. Pure. */
final class FenceTriggers {
  private static final List<String> WRITES = List.of("INSERT", "UPDATE", "DELETE");

  private FenceTriggers() {}

  /** What begins the names of the indexes that refuse writes to BLOBs in place. */
  static final String INDEX = Names.FENCE + "blob_";

  /**
   * One for each column. SQLite lets nobody write a BLOB in place whose column is in an index, also
   * one of no rows, which costs nothing; such writes run no trigger.
   */
  static List<Trigger> indexes(Collection<FencedTables.Blob> blobs) {
    List<Trigger> indexes = new ArrayList<>();
    for (FencedTables.Blob blob : blobs) {
      String name = INDEX + (indexes.size() + 1);
      indexes.add(
          new Trigger(
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
