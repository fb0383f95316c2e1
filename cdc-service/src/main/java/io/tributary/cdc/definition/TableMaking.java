package io.tributary.cdc.definition;

import io.tributary.mapping.chroma.CollectionShape;
import io.tributary.mapping.source.MappingBasis;
import java.util.List;

/**
 * Statements that give the target the tables and columns which the source gets while it is
 * replicated. Pure.
 */
@FunctionalInterface
public interface TableMaking {
  /**
   * Statements for one transaction of the target, after which a collection has its table, empty,
   * closed to the application, and as the collection is now.
   *
   * @param known what the target was made for, with the collection as it is now
   * @param place the collection
   */
  List<String> statements(MappingBasis known, Place place);

  /**
   * A collection whose table is to be made.
   *
   * @param collection as it is now
   * @param existed whether the target has made a table for it before, which is to give way
   */
  record Place(CollectionShape collection, boolean existed) {}
}
