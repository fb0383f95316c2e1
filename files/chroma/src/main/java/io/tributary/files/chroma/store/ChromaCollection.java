package io.tributary.files.chroma.store;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A collection as the directory names it.
 *
 * @param tenant {@code default_tenant} where the version knows none
 * @param database {@code default_database} where the version knows none
 * @param name unique in its database only
 * @param dimension empty until the first vector is written
 * @param metadataSegment what its records belong to
 * @param vectorSegment names its folder; empty without one
 * @param otherSegment the type of a segment that is not in this directory, null without one
 */
public record ChromaCollection(
    String id,
    String tenant,
    String database,
    String name,
    OptionalInt dimension,
    DistanceMeasure space,
    String metadataSegment,
    String vectorSegment,
    @Nullable String otherSegment) {

  /**
   * @throws ChromaFailure SEGMENT_UNKNOWN
   */
  public void requireReadable() {
    if (otherSegment != null) {
      throw ChromaError.SEGMENT_UNKNOWN.failure(
          "collection "
              + described()
              + " has a segment of type "
              + otherSegment
              + ", whose vectors are not in this directory. Exclude the collection");
    }
  }

  /** For messages. */
  public String described() {
    return name + " (" + tenant + ", " + database + ", " + id + ")";
  }
}
