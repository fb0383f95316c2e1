package io.tributary.common.plan.source;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.pooler.Pooler;
import io.tributary.common.plan.rule.TableRule;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A database of a PostgreSQL server that is to be moved.
 *
 * @param name its name in the migration
 * @param connection how to reach it
 * @param schemas which of its schemas move, and where to
 * @param schemaChanges what happens when a table is changed while it is replicated
 * @param largeObjects whether large objects may stay behind
 * @param initialCopy how the rows that it has at the start get into the target
 * @param whenEmpty what is done when nothing of it moves
 * @param wayBack what becomes of it once the target is open
 * @param functionsUnverified whether functions that the application may have written are run at the
 *     source by Tributary's role as rows come home, although it may do everything there
 * @param pooledBy the pooler that its application connects through; null where none is to be led
 */
public record PostgresSource(
    String name,
    DatabaseAddress connection,
    List<SchemaMapping> schemas,
    SchemaChanges schemaChanges,
    LargeObjects largeObjects,
    InitialCopy initialCopy,
    WhenEmpty whenEmpty,
    WayBack wayBack,
    boolean functionsUnverified,
    @Nullable Pooler pooledBy)
    implements Source {

  public PostgresSource {
    schemas = List.copyOf(schemas);
  }

  /** A source of which nothing is said but where it is and what moves. */
  public static PostgresSource of(
      String name, DatabaseAddress connection, List<SchemaMapping> schemas) {
    return new PostgresSource(
        name,
        connection,
        schemas,
        SchemaChanges.STOP,
        LargeObjects.REFUSE,
        InitialCopy.COPY,
        WhenEmpty.REFUSE,
        WayBack.NONE,
        false,
        null);
  }

  /** The same source with its rows coming in another way. */
  public PostgresSource with(InitialCopy way) {
    return new PostgresSource(
        name,
        connection,
        schemas,
        schemaChanges,
        largeObjects,
        way,
        whenEmpty,
        wayBack,
        functionsUnverified,
        pooledBy);
  }

  /** The same source with another rule for changes of its tables. */
  public PostgresSource with(SchemaChanges rule) {
    return new PostgresSource(
        name,
        connection,
        schemas,
        rule,
        largeObjects,
        initialCopy,
        whenEmpty,
        wayBack,
        functionsUnverified,
        pooledBy);
  }

  /** The same source with another rule for large objects. */
  public PostgresSource with(LargeObjects rule) {
    return new PostgresSource(
        name,
        connection,
        schemas,
        schemaChanges,
        rule,
        initialCopy,
        whenEmpty,
        wayBack,
        functionsUnverified,
        pooledBy);
  }

  /** The same source with another rule for the time after the cutover. */
  public PostgresSource with(WayBack rule) {
    return new PostgresSource(
        name,
        connection,
        schemas,
        schemaChanges,
        largeObjects,
        initialCopy,
        whenEmpty,
        rule,
        functionsUnverified,
        pooledBy);
  }

  /** The same source with functions of the application accepted as rows come home. */
  public PostgresSource withFunctionsUnverified() {
    return new PostgresSource(
        name,
        connection,
        schemas,
        schemaChanges,
        largeObjects,
        initialCopy,
        whenEmpty,
        wayBack,
        true,
        pooledBy);
  }

  /** The same source with the pooler that its application connects through; null for none. */
  public PostgresSource with(@Nullable Pooler pooler) {
    return new PostgresSource(
        name,
        connection,
        schemas,
        schemaChanges,
        largeObjects,
        initialCopy,
        whenEmpty,
        wayBack,
        functionsUnverified,
        pooler);
  }

  @Override
  public Optional<Pooler> pooler() {
    return Optional.ofNullable(pooledBy);
  }

  @Override
  public PostgresSource with(WhenEmpty rule) {
    return new PostgresSource(
        name,
        connection,
        schemas,
        schemaChanges,
        largeObjects,
        initialCopy,
        rule,
        wayBack,
        functionsUnverified,
        pooledBy);
  }

  @Override
  public SourceKind kind() {
    return SourceKind.POSTGRESQL;
  }

  @Override
  public Optional<DatabaseAddress> address() {
    return Optional.of(connection);
  }

  @Override
  public PostgresSource mapTableRules(UnaryOperator<TableRule> change) {
    return this;
  }

  @Override
  public String targetName(TableName table, String mapped) {
    return mapped;
  }

  @Override
  public PostgresSource postgres() {
    return this;
  }

  @Override
  public SourceJson json() {
    return new SourceJson(
        name,
        kind(),
        connection,
        schemas,
        schemaChanges,
        largeObjects,
        null,
        initialCopy,
        whenEmpty,
        wayBack,
        functionsUnverified ? true : null,
        pooledBy);
  }
}
