package io.tributary.local.demo.sample;

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
 * @param createsSchema whether it asks for its schema on each connection, as applications with
 *     TypeORM do that have one of their own
 */
public record DemoSample(
    String name,
    String application,
    LegacyKind kind,
    String variable,
    String schema,
    Map<String, String> elsewhere,
    List<SampleTable> tables,
    String rules,
    boolean createsSchema) {

  public DemoSample {
    elsewhere = Map.copyOf(elsewhere);
    tables = List.copyOf(tables);
  }

  /** A PostgreSQL database, which moves as it is. */
  public DemoSample(
      String name,
      String variable,
      String schema,
      Map<String, String> elsewhere,
      List<SampleTable> tables) {
    this(name, name, LegacyKind.POSTGRESQL, variable, schema, elsewhere, tables, "", false);
  }

  /** The same, whose application asks for its schema on each connection. */
  DemoSample creatingItsSchema() {
    return new DemoSample(
        name, application, kind, variable, schema, elsewhere, tables, rules, true);
  }

  /** A SQLite file with what its migration declares. */
  static DemoSample sqlite(String name, String schema, List<SampleTable> tables, String rules) {
    return new DemoSample(
        name, name, LegacyKind.SQLITE, "DATABASE_URL", schema, Map.of(), tables, rules, false);
  }

  /** A Chroma directory beside the database of the same application. */
  static DemoSample chroma(
      String name, String application, String schema, List<SampleTable> tables, String rules) {
    return new DemoSample(
        name,
        application,
        LegacyKind.CHROMA,
        "VECTORS_URL",
        schema,
        Map.of(),
        tables,
        rules,
        false);
  }

  /** Every schema that the sample fills at the target. */
  public Set<String> schemas() {
    Set<String> all = new TreeSet<>(elsewhere.values());
    all.add(schema);
    return all;
  }

  /** Where a table of the legacy schema goes. */
  public String schemaOf(String table) {
    return elsewhere.getOrDefault(table, schema);
  }
}
