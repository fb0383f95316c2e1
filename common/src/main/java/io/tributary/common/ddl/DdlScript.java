package io.tributary.common.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A DDL file as it is run for one schema of the target. Objects that the file names with a schema
 * go to the target's, so the output of {@code pg_dump --schema-only} can be taken as it is. Pure.
 *
 * @param statements what is run, in order
 * @param passedOver what is not, with the reason
 * @param problems why it cannot be run; nothing may be then
 */
public record DdlScript(
    List<DdlStatement> statements, List<DdlProblem> passedOver, List<DdlProblem> problems) {
  private static final Set<String> TRANSACTION =
      Set.of(
          "BEGIN",
          "START",
          "COMMIT",
          "ROLLBACK",
          "END",
          "ABORT",
          "SAVEPOINT",
          "RELEASE",
          "PREPARE");
  private static final Set<String> OUTSIDE =
      Set.of("ROLE", "USER", "GROUP", "DATABASE", "TABLESPACE", "SERVER", "SCHEMA");

  public DdlScript {
    statements = List.copyOf(statements);
    passedOver = List.copyOf(passedOver);
    problems = List.copyOf(problems);
  }

  /** Reads a file for a schema of the target. */
  public static DdlScript of(String text, String schema) {
    List<DdlProblem> problems = new ArrayList<>();
    List<RawStatement> found = List.of();
    try {
      found =
          new StatementSplitter(
                  text, (what, at) -> problems.add(new DdlProblem(line(text, at), what)))
              .split();
    } catch (UnreadableDdlException e) {
      problems.add(new DdlProblem(line(text, e.place()), e.what()));
    }
    SchemaRenaming moves = moves(found, schema, problems);
    List<DdlStatement> statements = new ArrayList<>();
    List<DdlProblem> passedOver = new ArrayList<>();
    for (RawStatement statement : found) {
      int line = line(text, statement.start());
      var why = SkippedStatements.why(statement, moves.from(), schema);
      if (why.isPresent()) {
        passedOver.add(new DdlProblem(line, why.get()));
      } else if (!refused(statement, line, problems)) {
        statements.add(
            new DdlStatement(
                line, moves.write(text, statement), SkippedStatements.isGrant(statement)));
      }
    }
    return new DdlScript(statements, passedOver, problems);
  }

  private static boolean refused(RawStatement statement, int line, List<DdlProblem> problems) {
    if (statement.begins("COPY")) {
      problems.add(
          new DdlProblem(
              line,
              "COPY brings rows, and a DDL file holds none: write it with pg_dump --schema-only"));
      return true;
    }
    String first = RawStatement.upper(statement.tokens().get(0));
    if (TRANSACTION.contains(first)) {
      problems.add(
          new DdlProblem(
              line,
              first
                  + " begins or ends a transaction; all of the file runs in one transaction of"
                  + " Tributary's. Take it out"));
      return true;
    }
    if (OUTSIDE.contains(statement.creates())) {
      problems.add(
          new DdlProblem(
              line,
              "CREATE "
                  + statement.creates()
                  + " makes something outside of the target schema, which abort would not remove."
                  + " Take it out"));
      return true;
    }
    return false;
  }

  /** What the file calls the one schema that it is about. */
  private static SchemaRenaming moves(
      List<RawStatement> found, String schema, List<DdlProblem> problems) {
    Set<String> schemas = new TreeSet<>();
    Set<String> made = new TreeSet<>();
    for (RawStatement statement : found) {
      SqlName name = statement.made();
      if (name != null) {
        made.add(name.name());
        if (name.schema() != null && !name.schema().equals(schema)) {
          schemas.add(name.schema());
        }
      }
    }
    if (schemas.size() > 1) {
      problems.add(
          new DdlProblem(
              0,
              "it makes objects in the schemas "
                  + schemas.stream().collect(Collectors.joining(", "))
                  + ", and all of them would go to "
                  + schema
                  + ". Keep those of one schema (pg_dump --schema-only --schema=NAME)"));
      return new SchemaRenaming(null, schema, made);
    }
    return new SchemaRenaming(schemas.stream().findFirst().orElse(null), schema, made);
  }

  private static int line(String text, int at) {
    return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }
}
