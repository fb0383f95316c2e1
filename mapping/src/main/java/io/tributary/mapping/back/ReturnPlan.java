package io.tributary.mapping.back;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.ColumnDirection;
import io.tributary.common.plan.RollbackFollowUp;
import io.tributary.common.plan.rule.ExistingRows;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.mapping.chroma.CollectionShape;
import io.tributary.mapping.chroma.CollectionTable;
import io.tributary.mapping.key.KeyReference;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MovingSchema;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.table.SourceMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What of a file comes back from the target, and how. Pure; immutable. */
public final class ReturnPlan {
  private final Map<TableName, TableReturn> tables = new LinkedHashMap<>();
  private final List<ReturnProblem> searches;
  private final List<ReturnProblem> kept = new ArrayList<>();
  private final List<StayingReference> references;

  /**
   * Plans the way back of a file.
   *
   * @param mapping its way out, which {@link io.tributary.mapping.source.MappingPlanner} has made
   *     of the same source and basis
   */
  public ReturnPlan(Source source, MappingBasis basis, SourceMapping mapping) {
    if (source.kind() == SourceKind.CHROMA) {
      basis.collections().forEach(collection -> add(collection, mapping));
      this.searches = List.of();
      this.references = List.of();
    } else {
      SqliteSchema schema = MovingSchema.read(source, basis);
      schema.tables().forEach(table -> add(table, KeyReference.of(schema), mapping));
      mapping.tables().forEach(table -> keptRows(source, table.source()));
      this.searches = new SearchReturn(basis.entries()).left();
      this.references =
          StayingReference.of(
              basis,
              mapping.tables().stream()
                  .map(table -> table.source().name())
                  .collect(Collectors.toSet()));
    }
  }

  private void add(CollectionShape collection, SourceMapping mapping) {
    mapping
        .table(collection.table())
        .ifPresent(
            mapped ->
                tables.put(
                    mapped.source(),
                    new TableReturn(CollectionTable.of(collection), mapped, List.of(), List.of())));
  }

  private void add(SqliteTable table, List<KeyReference> references, SourceMapping mapping) {
    mapping.tables().stream()
        .filter(mapped -> mapped.source().name().equals(table.name()))
        .forEach(
            mapped ->
                tables.put(
                    mapped.source(), new TableReturn(table, mapped, references, mapping.tables())));
  }

  private void keptRows(Source source, TableName table) {
    if (source.converted().table(table.name()).existingRows() == ExistingRows.KEEP) {
      kept.add(
          new ReturnProblem(
              table.name(),
              "rows that only the target had stay in it (existing-rows: keep), and nothing tells"
                  + " them from those that come home",
              "Choose existing-rows: replace" + TableReturn.OR_NONE));
    }
  }

  /** How a column comes back; empty for one of a table that does not move. */
  public Optional<ColumnReturn> column(TableName table, String column) {
    return Optional.ofNullable(tables.get(table)).map(found -> found.of(column));
  }

  /** How all columns come back, by table; of those that stay behind only what is in the way. */
  public List<ColumnDirection> columns() {
    return tables.values().stream().flatMap(table -> table.columns().stream()).toList();
  }

  /** Why the source can have no way back; empty when it can have one. */
  public List<ReturnProblem> problems() {
    List<ReturnProblem> problems = new ArrayList<>(kept);
    tables.values().forEach(table -> problems.addAll(table.problems()));
    return problems;
  }

  /** The foreign keys of tables that stay behind, to tables whose rows come home. */
  public List<StayingReference> references() {
    return references;
  }

  /** What does not come back by itself, and what the operator does about it after a rollback. */
  public List<ReturnProblem> afterwards() {
    return searches;
  }

  /** The same, for those who do not know mappings. */
  public List<RollbackFollowUp> followUps() {
    return searches.stream()
        .map(left -> new RollbackFollowUp(left.place(), left.display() + " " + left.remedy()))
        .toList();
  }
}
