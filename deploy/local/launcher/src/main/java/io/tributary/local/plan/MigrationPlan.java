package io.tributary.local.plan;

import io.tributary.checks.targetschema.CatalogName;
import io.tributary.common.grant.Grants;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at the sources and the target of a migration, and says what becomes of them and what is in
 * the way. Changes neither.
 */
public final class MigrationPlan {
  private final Migration migration;
  private final Grants grants;
  private final SecretReader secrets;
  private final PlanScope scope;

  /**
   * A plan.
   *
   * @param grants which files may be looked at
   * @param secrets reads the passwords of connections
   * @param scope how much is wanted
   */
  public MigrationPlan(Migration migration, Grants grants, SecretReader secrets, PlanScope scope) {
    this.migration = migration;
    this.grants = grants;
    this.secrets = secrets;
    this.scope = scope;
  }

  /** A part for each source, one for the target, and those of what else the file says. */
  public List<PlanText> shown() {
    TargetReader target = new TargetReader(secrets);
    SourcePlan plan = new SourcePlan(migration, grants, secrets, scope);
    List<PlanText> all = new ArrayList<>();
    Map<String, List<CatalogName>> made = new TreeMap<>();
    for (Source source : migration.sources()) {
      PlanText shown = plan.of(source);
      all.add(shown);
      made.put(source.name(), shown.made());
    }
    all.add(new TargetPlan(migration, target).shown(made));
    all.addAll(new PreparedPlan(migration, target, grants).shown());
    new QueryPlan(migration).shown().ifPresent(all::add);
    new BackupPlan(migration.cutover().backupRule()).shown().ifPresent(all::add);
    return all;
  }
}
