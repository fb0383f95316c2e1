package io.tributary.orchestrator;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.BackupRule;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.plan.pooler.Pooler;
import io.tributary.common.plan.pooler.PoolerKind;
import io.tributary.common.plan.query.QueryLimits;
import io.tributary.common.plan.query.QueryLimits.WhenSlower;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.WayBack;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Migrations for tests. */
public final class Plans {
  private static final DatabaseAddress NOWHERE =
      new DatabaseAddress("127.0.0.1", 1, "nowhere", "nobody", null, TlsMode.DISABLE);

  private Plans() {}

  /** A migration of sources of these names. */
  public static Migration of(String name, String... sources) {
    return new Migration(
        name,
        new MigrationTarget(
            NOWHERE, "public", Map.of("shop", new TargetSchema("shop", null, false))),
        Arrays.stream(sources).map(Plans::source).toList(),
        CutoverSettings.defaults(),
        ValidationSettings.defaults());
  }

  /** The same with another target. */
  public static Migration at(DatabaseAddress target, Migration plan) {
    return new Migration(
        plan.name(),
        new MigrationTarget(target, "public", plan.target().schemas()),
        plan.sources(),
        plan.cutover(),
        plan.validation());
  }

  /** The same with a time limit and switch actions. */
  public static Migration cutover(long limitMillis, Migration plan, SwitchAction... actions) {
    CutoverSettings defaults = CutoverSettings.defaults();
    return new Migration(
        plan.name(),
        plan.target(),
        plan.sources(),
        new CutoverSettings(
            limitMillis, defaults.maxLagMillis(), defaults.openTransactions(), 0, List.of(actions)),
        plan.validation());
  }

  /** The same with a way back of every source. */
  public static Migration returning(Migration plan) {
    return new Migration(
        plan.name(),
        plan.target(),
        List.copyOf(
            plan.sources().stream().map(s -> s.postgres().with(WayBack.REPLICATE)).toList()),
        plan.cutover(),
        plan.validation());
  }

  /** The same with a way back of every source, which ends in this database. */
  public static Migration returning(DatabaseAddress home, Migration plan) {
    return new Migration(
        plan.name(),
        plan.target(),
        List.copyOf(
            plan.sources().stream()
                .map(s -> source(s.name(), home).postgres().with(WayBack.REPLICATE))
                .toList()),
        plan.cutover(),
        plan.validation());
  }

  /** The same with a pooler before every source. */
  public static Migration pooled(Migration plan) {
    return new Migration(
        plan.name(),
        plan.target(),
        List.copyOf(plan.sources().stream().map(s -> s.postgres().with(pooler(s.name()))).toList()),
        plan.cutover(),
        plan.validation());
  }

  private static Pooler pooler(String source) {
    return new Pooler(
        PoolerKind.PGBOUNCER,
        NOWHERE.at(Pooler.CONSOLE),
        "/etc/pgbouncer/" + source + ".ini",
        Map.of(source, source));
  }

  /** The same with queries that are timed, and how slow they may be. */
  public static Migration timing(Migration plan, WhenSlower whenSlower, TimedQuery... queries) {
    CutoverSettings cutover = plan.cutover();
    return new Migration(
        plan.name(),
        plan.target(),
        plan.sources(),
        new CutoverSettings(
            cutover.timeLimitMillis(),
            cutover.maxLagMillis(),
            cutover.openTransactions(),
            cutover.openTransactionsWaitMillis(),
            cutover.switchActions(),
            cutover.acceptQuarantined(),
            cutover.acceptQuarantinedNames(),
            new QueryLimits(1.1, whenSlower, 100),
            BackupRule.defaults()),
        plan.validation(),
        List.of(queries),
        List.of());
  }

  private static Source source(String name) {
    return source(name, NOWHERE);
  }

  private static Source source(String name, DatabaseAddress address) {
    return PostgresSource.of(
        name, address, List.of(new SchemaMapping("public", name, Map.of(), List.of(), List.of())));
  }
}
