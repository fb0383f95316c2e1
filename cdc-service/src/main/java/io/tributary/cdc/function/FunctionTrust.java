package io.tributary.cdc.function;

import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.TargetSchema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether functions that an application may have written are run as rows are written. A role that
 * may do everything in the target runs them only where the migration file accepts it: whoever wrote
 * one could do everything there by it. {@code SET ROLE} would be no help, as a function may reset
 * it.
 *
 * @param target the target, as the migration file describes it
 */
public record FunctionTrust(MigrationTarget target) {
  /**
   * Whether the session's role may do everything. Before PostgreSQL 16 CREATEROLE gave every role
   * but superusers, those that run programs on the server among them.
   */
  public static final String MIGHTY =
      """
      SELECT rolsuper
             OR rolcreaterole AND pg_catalog.current_setting('server_version_num')::int < 160000
        FROM pg_catalog.pg_roles WHERE rolname = current_user\
      """;

  private static final int SHOWN = 10;

  /** The calls, named as in the target, that the file does not accept. */
  public List<FunctionCall> refused(List<FunctionCall> calls) {
    return calls.stream().filter(call -> !accepted(call.schema())).toList();
  }

  private boolean accepted(String schema) {
    TargetSchema described = target.schemas().get(schema);
    return described != null && described.rights().functionsUnverified();
  }

  /** What is wrong with calls that are refused, without a full stop. */
  public String finding(List<FunctionCall> refused) {
    String shown =
        refused.stream().limit(SHOWN).map(FunctionCall::display).collect(Collectors.joining(", "));
    String more = refused.size() > SHOWN ? " and " + (refused.size() - SHOWN) + " more" : "";
    return ("Role %s may do everything in the target, and would run functions as rows are written"
            + " that the application may have written, or that run a text as SQL: %s")
        .formatted(target.connection().user(), shown + more);
  }

  /** What to do about them. */
  public static String fix(List<FunctionCall> refused) {
    return ("Let the target's connection be a role that may not do everything. Or, where you trust"
            + " whoever may write functions at the source, set `functions-unverified: accepted` for"
            + " %s under target.schemas in the migration file.")
        .formatted(
            refused.stream()
                .map(FunctionCall::schema)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", ")));
  }
}
