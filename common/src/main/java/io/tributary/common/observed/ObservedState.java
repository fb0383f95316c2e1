package io.tributary.common.observed;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** One record of the observed topic. The latest record of a key says all; history is not needed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "observed")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SourceObserved.class, name = "source"),
  @JsonSubTypes.Type(value = PreflightObserved.class, name = "preflight"),
  @JsonSubTypes.Type(value = ValidationObserved.class, name = "validation"),
  @JsonSubTypes.Type(value = BackupObserved.class, name = "backup"),
  @JsonSubTypes.Type(value = PoolerObserved.class, name = "pooler")
})
public sealed interface ObservedState
    permits SourceObserved, PreflightObserved, ValidationObserved, BackupObserved, PoolerObserved {

  /** The migration's name. */
  String migration();

  /** The generation of the desired state that this answers. */
  long generation();

  /** When it was observed. */
  Instant at();

  /** The record's key on the topic: {@code migration/kind/source}. */
  String key();
}
