package io.tributary.cdc.function;

import io.tributary.common.plan.source.PostgresSource;
import java.util.List;

/**
 * Functions that are run at a source as rows come home to it.
 *
 * @param source the source, as the migration file describes it
 */
public record HomeFunctions(PostgresSource source) implements FunctionTrust {
  @Override
  public boolean accepts(String schema) {
    return source.functionsUnverified();
  }

  @Override
  public String user() {
    return source.connection().user();
  }

  @Override
  public String place() {
    return "source " + source.name();
  }

  @Override
  public String fix(List<FunctionCall> refused) {
    return ("Let the connection of source %1$s be a role that may not do everything. Or, where you"
            + " trust whoever may write functions there, set `functions-unverified: accepted` at"
            + " source %1$s in the migration file.")
        .formatted(source.name());
  }
}
