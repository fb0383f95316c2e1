package io.tributary.common.plan.source;

import io.tributary.common.plan.rule.ConversionRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite file that is to be moved.
 *
 * @param name its name in the migration
 * @param path the file
 * @param schemas its one schema, {@code main}, and where that goes
 * @param ddlFile a file with the target's DDL, an absolute path; {@link #EXISTING} for tables that
 *     the application has made; null to derive the schema from the file's declarations
 * @param rules what is declared of the conversion of its rows
 * @param initialCopy how the rows that it has at the start get into the target
 * @param whenEmpty what is done when nothing of it moves
 * @param wayBack what becomes of it once the target is open
 */
public record SqliteSource(
    String name,
    String path,
    List<SchemaMapping> schemas,
    @Nullable String ddlFile,
    ConversionRules rules,
    InitialCopy initialCopy,
    WhenEmpty whenEmpty,
    WayBack wayBack)
    implements ConvertedSource {

  /** In place of a DDL file: the tables are there already. */
  public static final String EXISTING = "existing";

  public SqliteSource {
    schemas = List.copyOf(schemas);
  }

  /** A source of which nothing is said but its file and where that goes. */
  public static SqliteSource of(String name, String path, SchemaMapping main) {
    return new SqliteSource(
        name,
        path,
        List.of(main),
        null,
        ConversionRules.UNSAID,
        InitialCopy.COPY,
        WhenEmpty.REFUSE,
        WayBack.NONE);
  }

  @Override
  public SqliteSource at(String other) {
    return new SqliteSource(name, other, schemas, ddlFile, rules, initialCopy, whenEmpty, wayBack);
  }

  @Override
  public SqliteSource with(ConversionRules other) {
    return new SqliteSource(name, path, schemas, ddlFile, other, initialCopy, whenEmpty, wayBack);
  }

  /** The same source with its rows coming in another way. */
  public SqliteSource with(InitialCopy way) {
    return new SqliteSource(name, path, schemas, ddlFile, rules, way, whenEmpty, wayBack);
  }

  @Override
  public SqliteSource with(WhenEmpty rule) {
    return new SqliteSource(name, path, schemas, ddlFile, rules, initialCopy, rule, wayBack);
  }

  /** The same source with another rule for the time after the cutover. */
  public SqliteSource with(WayBack rule) {
    return new SqliteSource(name, path, schemas, ddlFile, rules, initialCopy, whenEmpty, rule);
  }

  /** The same source with the tables of its target made otherwise, see {@link #ddlFile}. */
  public SqliteSource withDdlFile(@Nullable String file) {
    return new SqliteSource(name, path, schemas, file, rules, initialCopy, whenEmpty, wayBack);
  }

  @Override
  public SourceKind kind() {
    return SourceKind.SQLITE;
  }

  @Override
  public boolean intoGivenTables() {
    return ddlFile != null;
  }

  @Override
  public boolean intoExistingTables() {
    return EXISTING.equals(ddlFile);
  }

  /** Whether a DDL file makes the tables of the target. */
  public boolean byDdlFile() {
    return intoGivenTables() && !intoExistingTables();
  }

  @Override
  public SqliteSource sqlite() {
    return this;
  }

  @Override
  public SourceJson json() {
    return SourceJson.of(this, ddlFile, null);
  }
}
