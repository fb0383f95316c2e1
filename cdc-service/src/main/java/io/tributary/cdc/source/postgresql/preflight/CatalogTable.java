package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.common.model.TableName;

/**
 * A table in one of a source's schemas that move, whether it moves itself or not.
 *
 * @param name schema and name at the source
 * @param oid its oid
 * @param partitioned whether it is only the parent of partitions
 * @param unlogged whether changes to it are kept out of the WAL
 * @param primaryKey whether it has a primary key
 * @param fullIdentity whether it logs whole old rows already
 * @param owner the role that owns it
 * @param usable whether our role may act as its owner
 * @param root the topmost partitioned table above it, itself when it is no partition
 * @param bytes with indexes and TOAST
 */
record CatalogTable(
    TableName name,
    long oid,
    boolean partitioned,
    boolean unlogged,
    boolean primaryKey,
    boolean fullIdentity,
    String owner,
    boolean usable,
    TableName root,
    long bytes) {

  boolean partition() {
    return !root.equals(name);
  }
}
