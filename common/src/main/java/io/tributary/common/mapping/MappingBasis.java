package io.tributary.common.mapping;

import io.tributary.common.sqlite.MasterEntry;
import java.util.List;
import java.util.Map;

/**
 * What was read when the target was prepared, and from which the mapping follows together with the
 * migration. It is kept in the target, so that all services find the same mapping later.
 *
 * @param entries all rows of the source's {@code sqlite_master} that are the application's own
 * @param lastKeys by table, the highest automatic key, see {@link
 *     io.tributary.common.sqlite.SqliteSchema#lastKeys}
 * @param targetColumns columns that the operator's DDL made, in order; empty when the schema is
 *     derived
 */
public record MappingBasis(
    List<MasterEntry> entries, Map<String, Long> lastKeys, List<TargetColumn> targetColumns) {

  /** The name under which {@code tributary.preparation} keeps it, per migration and source. */
  public static final String ITEM = "mapping-basis";

  public MappingBasis {
    entries = List.copyOf(entries);
    lastKeys = Map.copyOf(lastKeys);
    targetColumns = targetColumns == null ? List.of() : List.copyOf(targetColumns);
  }
}
