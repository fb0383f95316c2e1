package io.tributary.local.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sample legacy database and the application that the demo plays on it.
 *
 * @param name of the legacy database and of the source
 * @param application its directory below {@code deploy/samples} and its role at the target; some
 *     have two legacy databases
 * @param kind what its legacy database is
 * @param variable in the application's .env file, holding its database's address
 * @param schema at the target
 * @param elsewhere tables that go to another schema at the target
 * @param tables what the writer works on
 * @param rules further lines of its source in the migration file, with {@code {directory}} where
 *     its file is; empty as a rule
 */
record Sample(
    String name,
    String application,
    LegacyKind kind,
    String variable,
    String schema,
    Map<String, String> elsewhere,
    List<SampleTable> tables,
    String rules) {

  Sample {
    elsewhere = Map.copyOf(elsewhere);
    tables = List.copyOf(tables);
  }

  /** A PostgreSQL database, which moves as it is. */
  Sample(
      String name,
      String variable,
      String schema,
      Map<String, String> elsewhere,
      List<SampleTable> tables) {
    this(name, name, LegacyKind.POSTGRESQL, variable, schema, elsewhere, tables, "");
  }

  /** A SQLite file with what its migration declares. */
  static Sample sqlite(String name, String schema, List<SampleTable> tables, String rules) {
    return new Sample(
        name, name, LegacyKind.SQLITE, "DATABASE_URL", schema, Map.of(), tables, rules);
  }

  /** A Chroma directory beside the database of the same application. */
  static Sample chroma(
      String name, String application, String schema, List<SampleTable> tables, String rules) {
    return new Sample(
        name, application, LegacyKind.CHROMA, "VECTORS_URL", schema, Map.of(), tables, rules);
  }

  /** Every schema that the sample fills at the target. */
  Set<String> schemas() {
    Set<String> all = new TreeSet<>(elsewhere.values());
    all.add(schema);
    return all;
  }

  /** Where a table of the legacy schema goes. */
  String schemaOf(String table) {
    return elsewhere.getOrDefault(table, schema);
  }
}
