package io.tributary.local.plan;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;

/** Looks at one source and says what becomes of it. Reads files and the target, writes neither. */
final class SourcePlan {
  /** How long SQLite may look for damaged pages; preflight takes longer. */
  static final long INTEGRITY_MILLIS = 1_000;

  private final Migration migration;
  private final TargetReader target;
  private final boolean ddl;

  SourcePlan(Migration migration, TargetReader target, boolean ddl) {
    this.migration = migration;
    this.target = target;
    this.ddl = ddl;
  }

  PlanText of(Source source) {
    return switch (source.kind()) {
      case POSTGRESQL -> new PostgresPlan(migration, source).shown();
      case SQLITE -> new SqlitePlan(migration, source, target, ddl).shown();
      case CHROMA -> new ChromaPlan(migration, source, ddl).shown();
    };
  }
}
