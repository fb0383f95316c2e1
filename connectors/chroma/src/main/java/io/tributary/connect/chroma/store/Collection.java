package io.tributary.connect.chroma.store;

import java.util.OptionalInt;

/**
 * A collection as the directory names it.
 *
 * @param tenant {@code default_tenant} where the version knows none
 * @param database {@code default_database} where the version knows none
 * @param name unique in its database only
 * @param dimension empty until the first vector is written
 * @param metadataSegment what its records belong to
 * @param vectorSegment names its folder
 */
public record Collection(
    String id,
    String tenant,
    String database,
    String name,
    OptionalInt dimension,
    Space space,
    String metadataSegment,
    String vectorSegment) {

  /** For messages. */
  public String described() {
    return name + " (" + tenant + ", " + database + ", " + id + ")";
  }
}
