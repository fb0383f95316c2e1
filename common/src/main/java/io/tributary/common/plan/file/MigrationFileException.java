package io.tributary.common.plan.file;

import io.tributary.common.error.TributaryException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A migration file that is refused, with everything that is wrong in it ({@link PlanError}). */
public final class MigrationFileException extends TributaryException {
  private static final long serialVersionUID = 1L;

  private final transient List<FileProblem> problems;

  MigrationFileException(List<FileProblem> problems) {
    super(PlanError.INVALID, message(problems), Map.of("problems", "" + problems.size()));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, in the file's order; at least one. */
  public List<FileProblem> problems() {
    return problems;
  }

  private static String message(List<FileProblem> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return problems.stream()
        .map(FileProblem::display)
        .collect(Collectors.joining("\n  ", "The migration file has " + count + ":\n  ", ""));
  }
}
