package io.tributary.cdc.function;

import io.tributary.common.plan.MigrationTarget;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether functions that an application may have written are run as rows are written. A role that
 * may do everything in a database runs them only where the migration file accepts it: whoever wrote
 * one could do everything there by it. {@code SET ROLE} would be no help, as a function may reset
 * it.
 */
public sealed interface FunctionTrust permits TargetFunctions, HomeFunctions {
  /**
   * Whether the session's role may do everything. Before PostgreSQL 16 CREATEROLE gave every role
   * but superusers, those that run programs on the server among them.
   */
  String MIGHTY =
      """
      SELECT rolsuper
             OR rolcreaterole AND pg_catalog.current_setting('server_version_num')::int < 160000
        FROM pg_catalog.pg_roles WHERE rolname = current_user\
      """;

  /** How many of them are named. */
  int SHOWN = 10;

  /** What holds of the target's schemas. */
  static FunctionTrust in(MigrationTarget target) {
    return new TargetFunctions(target);
  }

  /** Whether the file accepts those of a schema of the database that is written to. */
  boolean accepts(String schema);

  /** The role that writes. */
  String user();

  /** Where it writes, for messages. */
  String place();

  /** What to do about calls that are refused. */
  String fix(List<FunctionCall> refused);

  /** The calls, named as in the database that is written to, that the file does not accept. */
  default List<FunctionCall> refused(List<FunctionCall> calls) {
    return calls.stream().filter(call -> !accepts(call.schema())).toList();
  }

  /** What is wrong with calls that are refused, without a full stop. */
  default String finding(List<FunctionCall> refused) {
    String shown =
        refused.stream().limit(SHOWN).map(FunctionCall::display).collect(Collectors.joining(", "));
    String more = refused.size() > SHOWN ? " and " + (refused.size() - SHOWN) + " more" : "";
    return ("Role %s may do everything in %s, and would run functions as rows are written"
            + " that the application may have written, or that run a text as SQL: %s")
        .formatted(user(), place(), shown + more);
  }
}
