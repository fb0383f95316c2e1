package io.tributary.common.observed;

/** How far a source is. */
public enum SourcePhase {
  /** Nothing done yet. */
  NEW,
  /** Schema, roles, publication and connector are being created. */
  PREPARING,
  /** Rows of the initial snapshot are arriving. */
  SNAPSHOT,
  /** The snapshot is in; indexes and constraints are being built. */
  INDEXING,
  /** Changes are applied as they come. */
  STREAMING,
  /** Not applied on the operator's wish. */
  PAUSED,
  /** The source refuses writes, and apply has not passed the fence token yet. */
  FENCED,
  /** The source refuses writes, and every change before the fence token is applied. */
  DRAINED,
  /** Sequences set, triggers enabled, target open for its application. */
  OPENED,
  /** Connector, slot and publication are gone. */
  RETIRED,
  /** Stopped at an error that needs somebody; the error says who and what. */
  STOPPED
}
