package io.tributary.cdc.schema;

/** The names under which {@code tributary.preparation} keeps what the schema part has done. */
final class Item {
  /** What every item of this part but {@link #OPENED} starts with. */
  static final String PREFIX = "schema.";

  /** The plan: archive, entries, objects; written before anything of it is restored. */
  static final String PLAN = PREFIX + "plan";

  /** Tables and keys are there, owned by their roles, and refuse writes. */
  static final String CLOSED = PREFIX + "closed";

  /** The states in which the application's triggers are to be put back. */
  static final String TRIGGERS = PREFIX + "triggers";

  /** Indexes and constraints are built and the tables analyzed. */
  static final String FINISHED = PREFIX + "finished";

  /** The target accepts writes. */
  static final String OPENED = "opened";

  /** Followed by the name of a scratch database that has to be dropped. */
  static final String SCRATCH = PREFIX + "scratch:";

  /** Followed by the name of a target schema. */
  static final String NAMESPACE = PREFIX + "namespace:";

  /** Followed by the name of an application's role. */
  static final String ROLE = PREFIX + "role:";

  private Item() {}
}
