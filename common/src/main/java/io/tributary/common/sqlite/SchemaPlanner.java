package io.tributary.common.sqlite;

import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans the PostgreSQL schema that takes the rows of a SQLite file. A pure function: nothing is
 * read and nothing is executed.
 */
public final class SchemaPlanner {
  private SchemaPlanner() {}

  /** The plan; the same for the same schema and choices. */
  public static SchemaPlan plan(SqliteSchema schema, PlanChoices choices) {
    PlanDraft draft = new PlanDraft(schema, choices);
    draft.preData.add("CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(choices.schema()));
    List<PlannedColumn> columns = new ArrayList<>();
    TablePlanner tables = new TablePlanner(draft);
    draft.tables().forEach(scope -> columns.addAll(tables.plan(scope)));
    IndexPlanner indexes = new IndexPlanner(draft);
    draft.tables().forEach(new ConstraintPlanner(draft, indexes)::plan);
    schema.indexes().forEach(indexes::plan);
    draft.tables().forEach(new ForeignKeyPlanner(draft)::plan);
    schema.views().forEach(new ViewPlanner(draft)::plan);
    return new SchemaPlan(
        List.copyOf(draft.preData),
        List.copyOf(draft.postData),
        List.copyOf(columns),
        List.copyOf(draft.remarks));
  }
}
