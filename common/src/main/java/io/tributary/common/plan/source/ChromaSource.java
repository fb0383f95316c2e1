package io.tributary.common.plan.source;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.ConversionRules;
import java.util.List;
import java.util.Optional;

/**
 * A directory of Chroma's that is to be moved. Its schemas are databases of Chroma's, its tables
 * are their collections.
 *
 * @param name its name in the migration
 * @param path the directory
 * @param schemas which of its databases move, and where to
 * @param oneTable the partitioned table that has all collections; empty when each has its own
 * @param rules what is declared of the conversion of its records
 * @param whenEmpty what is done when nothing of it moves
 * @param wayBack what becomes of it once the target is open
 */
public record ChromaSource(
    String name,
    String path,
    List<SchemaMapping> schemas,
    Optional<String> oneTable,
    ConversionRules rules,
    WhenEmpty whenEmpty,
    WayBack wayBack)
    implements ConvertedSource {

  /** The zone of Chroma's own times. */
  public static final String ZONE = "UTC";

  /** The names of collections are those of things, and would take the names of tables. */
  private static final String COLLECTION = "vector_";

  public ChromaSource {
    schemas = List.copyOf(schemas);
  }

  /** A source whose collections have a table each. */
  public static ChromaSource of(
      String name, String path, List<SchemaMapping> schemas, ConversionRules rules) {
    return new ChromaSource(
        name, path, schemas, Optional.empty(), rules, WhenEmpty.REFUSE, WayBack.NONE);
  }

  @Override
  public ChromaSource at(String other) {
    return new ChromaSource(name, other, schemas, oneTable, rules, whenEmpty, wayBack);
  }

  @Override
  public ChromaSource with(ConversionRules other) {
    return new ChromaSource(name, path, schemas, oneTable, other, whenEmpty, wayBack);
  }

  @Override
  public ChromaSource with(WhenEmpty rule) {
    return new ChromaSource(name, path, schemas, oneTable, rules, rule, wayBack);
  }

  /** The same source with another rule for the time after the cutover. */
  public ChromaSource with(WayBack rule) {
    return new ChromaSource(name, path, schemas, oneTable, rules, whenEmpty, rule);
  }

  /** The same source with all its collections in one table. */
  public ChromaSource withOneTable(String table) {
    return new ChromaSource(name, path, schemas, Optional.of(table), rules, whenEmpty, wayBack);
  }

  /** The same source as if it had this database only. */
  public ChromaSource only(SchemaMapping database) {
    return new ChromaSource(name, path, List.of(database), oneTable, rules, whenEmpty, wayBack);
  }

  @Override
  public SourceKind kind() {
    return SourceKind.CHROMA;
  }

  /** The connector brings all records; there is no copy beside it. */
  @Override
  public InitialCopy initialCopy() {
    return InitialCopy.STREAM;
  }

  @Override
  public boolean intoGivenTables() {
    return false;
  }

  @Override
  public boolean tablesNameTheirSchema() {
    return true;
  }

  /** A record that Chroma has lost is accepted by its name. */
  @Override
  public boolean acceptsQuarantinedByName() {
    return true;
  }

  @Override
  public String targetName(TableName table, String mapped) {
    String declared = table(table.name()).to();
    return declared == null
        ? COLLECTION + (sharesSchema(table.schema()) ? table.schema() + "_" : "") + table.name()
        : declared;
  }

  /** Whether an earlier database fills the same schema, so that names could be equal there. */
  public boolean sharesSchema(String database) {
    return schemas.stream()
        .takeWhile(mapping -> !mapping.from().equals(database))
        .anyMatch(mapping -> mapping.to().equals(targetSchema(database)));
  }

  private String targetSchema(String database) {
    return schemas.stream()
        .filter(mapping -> mapping.from().equals(database))
        .findFirst()
        .orElseThrow()
        .to();
  }

  @Override
  public ChromaSource chroma() {
    return this;
  }

  @Override
  public SourceJson json() {
    return SourceJson.of(this, null, oneTable.orElse(null));
  }
}
