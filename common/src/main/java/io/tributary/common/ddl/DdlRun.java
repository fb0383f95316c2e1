package io.tributary.common.ddl;

import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs a DDL file in a transaction that the caller has begun, ends, and rolls back when there is a
 * problem.
 *
 * @param target the transaction
 * @param path where names without a schema are looked for; new objects go into the first, and
 *     extensions into the last
 */
public record DdlRun(DdlTarget target, List<String> path) {
  private static final String UNKNOWN = "42704";
  private static final String SAVE = "SAVEPOINT tributary_ddl";
  private static final String UNDO = "ROLLBACK TO SAVEPOINT tributary_ddl";

  public DdlRun {
    path = List.copyOf(path);
  }

  /**
   * Runs all statements until one is refused.
   *
   * @return what is wrong; empty when all of it was run
   */
  public List<DdlProblem> all(DdlScript script) {
    if (!script.problems().isEmpty()) {
      return script.problems();
    }
    target.run(
        "SET LOCAL search_path = "
            + path.stream().map(Sql::identifier).collect(Collectors.joining(", ")));
    EarlierObjectChanges before = new EarlierObjectChanges(target);
    for (DdlStatement statement : script.statements()) {
      try {
        one(statement);
      } catch (DdlRefusedException e) {
        return List.of(problem(statement, e));
      }
    }
    String changed = before.found();
    List<DdlProblem> problems = new ArrayList<>();
    if (!changed.isEmpty()) {
      problems.add(
          new DdlProblem(
              0,
              changed + ". A DDL file makes what is missing, such as CREATE TABLE IF NOT EXISTS"));
    }
    return problems;
  }

  private void one(DdlStatement statement) {
    if (!statement.grant()) {
      ExtensionStatement.in(path.get(path.size() - 1), statement.sql())
          .orElse(List.of(statement.sql()))
          .forEach(target::run);
      return;
    }
    target.run(SAVE);
    try {
      target.run(statement.sql());
    } catch (DdlRefusedException e) {
      if (!e.state().equals(UNKNOWN)) {
        throw e;
      }
      // Rights of a role that this server does not have are nobody's.
      target.run(UNDO);
    }
  }

  private static DdlProblem problem(DdlStatement statement, DdlRefusedException e) {
    return new DdlProblem(
        statement.lineAt(e.position()), e.getMessage() + ", in: " + statement.shown());
  }
}
