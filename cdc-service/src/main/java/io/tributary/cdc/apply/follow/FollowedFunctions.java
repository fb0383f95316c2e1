package io.tributary.cdc.apply.follow;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.function.FunctionCall;
import io.tributary.cdc.function.FunctionCalls;
import io.tributary.cdc.function.FunctionTrust;
import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Whether a table that followed its source calls functions by now that the target's role must not
 * run. An index computes its expressions as the owner of the table when it is made, and as whoever
 * writes a row ever after.
 *
 * @param trust what the migration file accepts
 */
record FollowedFunctions(FunctionTrust trust) {
  /** What is wrong; in the transaction in which the table was changed, which is then undone. */
  Optional<String> refused(ApplySession session, TableName table) {
    List<FunctionCall> calls =
        session
            .call(FunctionCalls.sql("$1::text[]", false), (Object) new String[] {table.schema()})
            .stream()
            .map(row -> new FunctionCall(row.get(0), row.get(1), row.get(2), row.get(3)))
            .filter(call -> call.isOf(table))
            .toList();
    List<FunctionCall> refused = trust.refused(calls);
    if (refused.isEmpty() || !session.query(FunctionTrust.MIGHTY).iterator().next().getBoolean(0)) {
      return Optional.empty();
    }
    return Optional.of(trust.finding(refused));
  }
}
