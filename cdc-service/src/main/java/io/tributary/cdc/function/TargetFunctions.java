package io.tributary.cdc.function;

import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.TargetSchema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Functions that are run as rows are written in the target.
 *
 * @param target the target, as the migration file describes it
 */
record TargetFunctions(MigrationTarget target) implements FunctionTrust {
  @Override
  public boolean accepts(String schema) {
    TargetSchema described = target.schemas().get(schema);
    return described != null && described.rights().functionsUnverified();
  }

  @Override
  public String user() {
    return target.connection().user();
  }

  @Override
  public String place() {
    return "the target";
  }

  @Override
  public String fix(List<FunctionCall> refused) {
    return ("Let the target's connection be a role that may not do everything. Or, where you trust"
            + " whoever may write functions of the application, set `functions-unverified:"
            + " accepted` for %s under target.schemas in the migration file.")
        .formatted(
            refused.stream()
                .map(FunctionCall::schema)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", ")));
  }
}
