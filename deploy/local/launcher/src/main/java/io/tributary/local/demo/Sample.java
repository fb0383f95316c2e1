package io.tributary.local.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sample legacy database and the application that the demo plays on it.
 *
 * @param name of the directory below {@code deploy/samples}, of the legacy database, of the source
 *     and of the application's role at the target
 * @param variable in the application's .env file, holding its database's address
 * @param schema at the target
 * @param elsewhere tables that go to another schema at the target
 * @param tables what the writer works on
 */
record Sample(
    String name,
    String variable,
    String schema,
    Map<String, String> elsewhere,
    List<SampleTable> tables) {

  Sample {
    elsewhere = Map.copyOf(elsewhere);
    tables = List.copyOf(tables);
  }

  /** Every schema that the sample fills at the target. */
  Set<String> schemas() {
    Set<String> all = new TreeSet<>(elsewhere.values());
    all.add(schema);
    return all;
  }

  /** Where a table of the legacy schema {@code public} goes. */
  String schemaOf(String table) {
    return elsewhere.getOrDefault(table, schema);
  }
}
