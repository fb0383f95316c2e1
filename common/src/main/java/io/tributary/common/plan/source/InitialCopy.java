package io.tributary.common.plan.source;

/** How the rows that a source has at the start get into the target. */
public enum InitialCopy {
  /** Straight from source to target, in parallel; only changes go over the topic. */
  COPY,
  /** Over the topic, each row as an event of the connector's snapshot. */
  STREAM
}
