package io.tributary.mapping.source;

import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.model.TableName;
import io.tributary.mapping.chroma.CollectionShape;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts about source and target from which, with the migration, the mapping follows. They are
 * read when the target is prepared and kept in it, so that all services find the same mapping.
 *
 * @param entries all rows of the source's {@code sqlite_master} that are the application's own;
 *     empty for Chroma
 * @param lastKeys by table, the highest automatic key, see {@link
 *     io.tributary.mapping.sqlite.schema.SqliteSchema#lastKeys}
 * @param targetColumns columns that the operator's DDL made, in order; empty when the schema is
 *     derived
 * @param collections those of a Chroma directory; empty for SQLite
 */
public record MappingBasis(
    List<MasterEntry> entries,
    Map<String, Long> lastKeys,
    List<TargetColumn> targetColumns,
    List<CollectionShape> collections) {

  /** The name under which {@code tributary.preparation} keeps it, per migration and source. */
  public static final String ITEM = "mapping-basis";

  public MappingBasis {
    entries = List.copyOf(entries);
    lastKeys = Map.copyOf(lastKeys);
    targetColumns = targetColumns == null ? List.of() : List.copyOf(targetColumns);
    // What an earlier version kept has none.
    collections = collections == null ? List.of() : List.copyOf(collections);
  }

  /** That of a SQLite file. */
  public static MappingBasis ofFile(
      List<MasterEntry> entries, Map<String, Long> lastKeys, List<TargetColumn> targetColumns) {
    return new MappingBasis(entries, lastKeys, targetColumns, List.of());
  }

  /** That of a Chroma directory. */
  public static MappingBasis ofCollections(List<CollectionShape> collections) {
    return new MappingBasis(List.of(), Map.of(), List.of(), collections);
  }

  /** A collection by the table that the connector makes of it; empty when it was not there. */
  public Optional<CollectionShape> collection(TableName table) {
    return collections.stream().filter(c -> c.table().equals(table)).findFirst();
  }

  /** The same with one collection more, or one as it is now. */
  public MappingBasis with(CollectionShape collection) {
    // In its place, so that the names that the others were given stay theirs.
    List<CollectionShape> all = new ArrayList<>(collections);
    all.replaceAll(c -> c.table().equals(collection.table()) ? collection : c);
    if (!all.contains(collection)) {
      all.add(collection);
    }
    return new MappingBasis(entries, lastKeys, targetColumns, all);
  }
}
