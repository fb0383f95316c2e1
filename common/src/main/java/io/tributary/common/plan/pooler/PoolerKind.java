package io.tributary.common.plan.pooler;

/** What kind of pooler it is. */
public enum PoolerKind {
  PGBOUNCER
}
