package io.tributary.cdc.source.postgresql.capture;

import io.tributary.common.model.TableName;

/**
 * A table of a source that moves and holds rows itself (a partition, not its parent).
 *
 * @param name schema and name at the source
 * @param primaryKey whether it has a primary key
 * @param identity what is logged of its old rows
 */
record CapturedTable(TableName name, boolean primaryKey, ReplicaIdentity identity) {}
