package io.tributary.common.plan.source;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.pooler.Pooler;
import io.tributary.common.plan.rule.TableRule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One live database that is to be moved. Immutable; on the topics and in the API it is the flat
 * object of {@link SourceJson}, whatever its kind.
 */
public sealed interface Source permits PostgresSource, ConvertedSource {

  /** Its name, unique in the migration; lower-case letters, digits and dashes, at most 20. */
  String name();

  /** What kind of database it is. */
  SourceKind kind();

  /** Which of its schemas move, and where to. */
  List<SchemaMapping> schemas();

  /** How the rows that it has at the start get into the target. */
  InitialCopy initialCopy();

  /** What is done when nothing of it moves. */
  WhenEmpty whenEmpty();

  /** What becomes of it once the target is open. */
  default WayBack wayBack() {
    return WayBack.NONE;
  }

  /** What happens when the definition of one of its tables changes while it is replicated. */
  SchemaChanges schemaChanges();

  /** The same source with another rule for when nothing of it moves. */
  Source with(WhenEmpty rule);

  /** The same source with its rules of tables changed; a source without such rules as it is. */
  Source mapTableRules(UnaryOperator<TableRule> change);

  /** Where a table of this source goes, or empty when it does not move. */
  default Optional<TableName> targetOf(TableName table) {
    return schemas().stream()
        .filter(mapping -> mapping.from().equals(table.schema()))
        .findFirst()
        .flatMap(mapping -> mapping.targetOf(table.name()))
        .map(target -> new TableName(target.schema(), targetName(table, target.name())));
  }

  /**
   * The table of this source that is displayed so; empty for none of a schema that moves. Names of
   * schemas may hold dots, and the longest one that fits is taken.
   */
  default Optional<TableName> tableDisplayed(String display) {
    return schemas().stream()
        .map(SchemaMapping::from)
        .filter(schema -> display.startsWith(schema + "."))
        .max(Comparator.comparingInt(String::length))
        .map(schema -> new TableName(schema, display.substring(schema.length() + 1)));
  }

  /** The name that a table gets in the target when its schema's mapping says {@code mapped}. */
  String targetName(TableName table, String mapped);

  /** Where its database is; empty for a source of files. */
  default Optional<DatabaseAddress> address() {
    return Optional.empty();
  }

  /** Where its file or directory is; empty for a database server. */
  default Optional<String> filePath() {
    return Optional.empty();
  }

  /** The pooler that its application connects through; empty where none is to be led. */
  default Optional<Pooler> pooler() {
    return Optional.empty();
  }

  /** Whether its rows are converted on their way, and may be quarantined for it. */
  default boolean convertsRows() {
    return false;
  }

  /** Whether the application, and not the migration, has made the tables of the target. */
  default boolean intoExistingTables() {
    return false;
  }

  /** Whether rows that a table of the target held before stay beside those that come. */
  default boolean keepsExistingRows() {
    return false;
  }

  /** Whether the names of its tables in the target say which of its schemas they come from. */
  default boolean tablesNameTheirSchema() {
    return false;
  }

  /** Whether each of its quarantined rows has to be accepted by its name. */
  default boolean acceptsQuarantinedByName() {
    return false;
  }

  /**
   * This source as PostgreSQL's. Another kind is a programming error, {@link ClassCastException}.
   */
  default PostgresSource postgres() {
    throw unlike(SourceKind.POSTGRESQL);
  }

  /** This source as SQLite's. Another kind is a programming error, {@link ClassCastException}. */
  default SqliteSource sqlite() {
    throw unlike(SourceKind.SQLITE);
  }

  /** This source as Chroma's. Another kind is a programming error, {@link ClassCastException}. */
  default ChromaSource chroma() {
    throw unlike(SourceKind.CHROMA);
  }

  /** This source as one whose rows are converted; {@link ClassCastException} for PostgreSQL. */
  default ConvertedSource converted() {
    throw new ClassCastException("the rows of source " + name() + " are not converted");
  }

  private ClassCastException unlike(SourceKind wanted) {
    return new ClassCastException("source " + name() + " is " + kind() + ", not " + wanted);
  }

  /** The source that a topic or an API answer describes. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Source of(SourceJson json) {
    return json.source();
  }

  /** The source as topics and API answers describe it. */
  @JsonValue
  SourceJson json();
}
