package io.tributary.cdc.schema.state;

/** The names under which {@code tributary.preparation} keeps what the schema part has done. */
public final class PreparationItem {
  /** What every item of this part but those of the target as a whole starts with. */
  static final String PREFIX = "schema.";

  /** The plan: archive, entries, objects; written before anything of it is restored. */
  public static final String PLAN = PREFIX + "plan";

  /** Tables and keys are there, owned by their roles, and refuse writes. */
  public static final String CLOSED = PREFIX + "closed";

  /** The states in which the application's triggers are to be put back. */
  public static final String TRIGGERS = PREFIX + "triggers";

  /** Indexes and constraints are built and the tables analyzed. */
  public static final String FINISHED = PREFIX + "finished";

  /** Tables that join, with the plan of what is made for them, until they are made. */
  public static final String JOINING = PREFIX + "joining";

  /** The tables that have joined since the target was finished. */
  public static final String JOINED = PREFIX + "joined";

  /** The target accepts writes. */
  public static final String OPENED = "opened";

  /** The target has accepted writes before a rollback. */
  public static final String LEFT = "left";

  /** Materialized views that are to be refreshed, since their side was opened again. */
  public static final String STALE_VIEWS = PREFIX + "stale-views";

  /** The last order to begin anew for which everything of the source was removed. */
  public static final String RESTARTED = "restarted";

  /** Followed by the name of a scratch database that has to be dropped. */
  public static final String SCRATCH = PREFIX + "scratch:";

  /** Followed by the name of a target schema. */
  public static final String NAMESPACE = PREFIX + "namespace:";

  /** Followed by the name of an application's role. */
  public static final String ROLE = PREFIX + "role:";

  /** Followed by the name of a role that was granted CREATE on the database. */
  public static final String DATABASE_CREATE = PREFIX + "database-create:";

  /** The plan of the schemas that nothing moves into; kept with one source of a migration. */
  public static final String PREPARED = PREFIX + "prepared";

  /** Followed by a schema and a role that was let in to it. */
  public static final String READER = PREFIX + "reader:";

  private PreparationItem() {}
}
