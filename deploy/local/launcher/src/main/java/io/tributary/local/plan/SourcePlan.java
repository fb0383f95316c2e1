package io.tributary.local.plan;

import io.tributary.common.grant.Grants;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretReader;

/** Looks at one source and says what becomes of it. Reads files and the target, writes neither. */
final class SourcePlan {
  /** How long SQLite may look for damaged pages; preflight takes longer. */
  static final long INTEGRITY_MILLIS = 1_000;

  private final Migration migration;
  private final TargetReader target;
  private final Grants grants;
  private final SecretReader secrets;
  private final PlanScope scope;

  SourcePlan(Migration migration, Grants grants, SecretReader secrets, PlanScope scope) {
    this.grants = grants;
    this.secrets = secrets;
    this.migration = migration;
    this.target = new TargetReader(secrets);
    this.scope = scope;
  }

  PlanText of(Source source) {
    MovingSource moving = new MovingSource(migration, source);
    return switch (source.kind()) {
      case POSTGRESQL -> new PostgresPlan(moving, target, secrets, scope).shown();
      case SQLITE -> new SqlitePlan(moving, target, grants, scope).shown();
      case CHROMA -> new ChromaPlan(moving, grants, scope).shown();
    };
  }
}
