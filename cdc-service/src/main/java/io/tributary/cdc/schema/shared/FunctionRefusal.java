package io.tributary.cdc.schema.shared;

import io.tributary.cdc.function.FunctionCall;
import io.tributary.cdc.function.FunctionCalls;
import io.tributary.cdc.function.FunctionTrust;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses a source whose tables call functions that the target's role must not run.
 *
 * @param layout the source and its place
 */
public record FunctionRefusal(SchemaLayout layout) {
  /** Looks at the source itself, before anything of it is made anywhere. */
  public void requireNoneAtSource(DatabaseSession source, DatabaseSession target) {
    require(
        target,
        FunctionCalls.read(source, layout.origins(), false).stream()
            .map(call -> call.movedBy(layout.source()))
            .flatMap(Optional::stream)
            .toList());
  }

  /**
   * Looks at what was made of it in a database of the target's server, under the target's names.
   */
  public void requireNoneIn(DatabaseSession made) {
    require(made, FunctionCalls.read(made, layout.destinations(), false));
  }

  /** Looks at tables that rows come into, some columns of which may be left to their defaults. */
  public void requireNoneOf(DatabaseSession target, Set<TableName> tables) {
    require(
        target,
        FunctionCalls.read(target, layout.destinations(), true).stream()
            .filter(call -> call.table().isEmpty() || tables.stream().anyMatch(call::isOf))
            .toList());
  }

  private void require(DatabaseSession target, List<FunctionCall> calls) {
    FunctionTrust trust = FunctionTrust.in(layout.migration().target());
    List<FunctionCall> refused = trust.refused(calls);
    if (!refused.isEmpty() && target.holds(FunctionTrust.MIGHTY)) {
      throw new TributaryException(
          SchemaError.FUNCTIONS,
          trust.finding(refused) + ". " + trust.fix(refused),
          Map.of("source", layout.source().name(), "calls", String.valueOf(refused.size())));
    }
  }
}
