package io.tributary.validator.source.chroma;

import io.tributary.common.model.TableName;
import io.tributary.validator.neighbour.VectorSpace;

/**
 * A collection as the catalog has it.
 *
 * @param id of the collection, which is another one when it is made again
 * @param tenant whose
 * @param database in which
 * @param name unique in its database
 * @param space how near two vectors are, which also tells how they are stored
 * @param records the segment that has the list of live records; empty when it has none yet
 * @param vectors the segment that has the vectors, and the name of its folder; empty as above
 * @param persisted whether that segment is a folder of this directory
 */
record StoredCollection(
    String id,
    String tenant,
    String database,
    String name,
    VectorSpace space,
    String records,
    String vectors,
    boolean persisted) {
  private static final String DEFAULT_TENANT = "default_tenant";

  /** By which name the stream and the mapping know it. */
  TableName table() {
    return new TableName(tenant.equals(DEFAULT_TENANT) ? database : tenant + "/" + database, name);
  }
}
