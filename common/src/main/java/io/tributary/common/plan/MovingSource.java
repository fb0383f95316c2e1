package io.tributary.common.plan;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.LargeObjects;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.ReversedMapping;
import io.tributary.common.plan.source.SchemaChanges;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.plan.source.WhenEmpty;
import java.util.List;
import java.util.Map;

/**
 * One source of one migration, and how it is called everywhere.
 *
 * @param migration the migration
 * @param source one of its sources
 */
public record MovingSource(Migration migration, Source source) {

  /** The stream of its changes. */
  public StreamId stream() {
    return new StreamId(migration.name(), source.name());
  }

  /** The target's database. */
  public DatabaseAddress target() {
    return migration.target().connection();
  }

  /** The schemas that move, as the source's catalog spells them. */
  public String[] schemas() {
    return source.schemas().stream().map(SchemaMapping::from).toArray(String[]::new);
  }

  /** Whether this table of the source moves. */
  public boolean moves(TableName table) {
    return source.targetOf(table).isPresent();
  }

  /** Whether it follows its target once that is open. */
  public boolean returns() {
    return source.wayBack().returns();
  }

  /**
   * What is written at the target, as a source that moves home. What is kept about it stands where
   * its rows go if that is a server, and else at the target too. Only for a source whose mapping is
   * not {@link ReversedMapping#ambiguous}.
   */
  public MovingSource reversed() {
    List<SchemaMapping> schemas =
        source.convertsRows()
            ? ReversedMapping.whole(source.schemas())
            : ReversedMapping.of(source.schemas());
    PostgresSource back =
        PostgresSource.of(stream().opposite().source(), target(), schemas)
            .with(LargeObjects.LEAVE)
            .with(WhenEmpty.ALLOWED)
            .with(tablesFollow() ? SchemaChanges.FOLLOW : SchemaChanges.STOP)
            .with(source.wayBack());
    MigrationTarget home =
        new MigrationTarget(
            source.address().orElseGet(this::target),
            migration.target().extensionsSchema(),
            Map.of());
    return new MovingSource(
        new Migration(
            migration.name(), home, List.of(back), migration.cutover(), migration.validation()),
        back);
  }

  /** Whether tables come to the target, and go, with what the source has. */
  public boolean tablesFollow() {
    return source.kind() == SourceKind.CHROMA;
  }

  /** The facts that errors about it carry. */
  public Map<String, String> fields() {
    return Map.of("migration", migration.name(), "source", source.name());
  }
}
