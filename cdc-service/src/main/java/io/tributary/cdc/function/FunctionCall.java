package io.tributary.cdc.function;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import java.util.Optional;

/**
 * A function that is run when rows of a table, or values of a type, are written, and that may do
 * anything that the writing role may: it is not PostgreSQL's own, or runs a text as SQL.
 *
 * @param schema of the table or type
 * @param table whose rows are written; empty where any table may use the type
 * @param place what calls it, such as {@code constraint price_positive}
 * @param function with its schema and the types of its arguments
 */
public record FunctionCall(String schema, String table, String place, String function) {
  /** As it is called in the target; empty where the table stays behind. */
  public Optional<FunctionCall> movedBy(Source source) {
    Optional<String> destination =
        table.isEmpty()
            ? source.schemas().stream()
                .filter(mapping -> mapping.from().equals(schema))
                .map(mapping -> mapping.to())
                .findFirst()
            : source.targetOf(new TableName(schema, table)).map(TableName::schema);
    return destination.map(to -> new FunctionCall(to, table, place, function));
  }

  /** Whether it belongs to this table. */
  public boolean isOf(TableName name) {
    return name.equals(new TableName(schema, table));
  }

  /** For messages. */
  public String display() {
    String owner = table.isEmpty() ? schema : new TableName(schema, table).display();
    return "%s of %s calls %s".formatted(place, owner, function);
  }
}
