package io.tributary.mapping.sqlite.translation;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans the PostgreSQL schema that takes the rows of a SQLite file. A pure function: nothing is
 * read and nothing is executed.
 */
public final class DerivedSchemaPlanner {
  private DerivedSchemaPlanner() {}

  /** The plan; the same for the same schema and choices. */
  public static DerivedSchema plan(SqliteSchema schema, SchemaChoices choices) {
    DerivedSchemaDraft draft = new DerivedSchemaDraft(schema, choices);
    draft.preData.add("CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(choices.schema()));
    List<PlannedColumn> columns = new ArrayList<>();
    FullTextPlanner searches = new FullTextPlanner(draft);
    TablePlanner tables = new TablePlanner(draft, searches);
    draft.tables().forEach(scope -> columns.addAll(tables.plan(scope)));
    IndexPlanner indexes = new IndexPlanner(draft);
    draft.tables().forEach(new ConstraintPlanner(draft, indexes)::plan);
    schema.indexes().forEach(indexes::plan);
    draft.postData.addAll(searches.indexes());
    draft.tables().forEach(new ForeignKeyPlanner(draft)::plan);
    schema.views().forEach(new ViewPlanner(draft)::plan);
    return new DerivedSchema(
        List.copyOf(draft.preData),
        List.copyOf(draft.postData),
        List.copyOf(columns),
        List.copyOf(draft.remarks));
  }
}
