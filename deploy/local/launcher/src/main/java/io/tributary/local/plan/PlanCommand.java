package io.tributary.local.plan;

import io.tributary.common.grant.Grants;
import io.tributary.common.grant.MigrationGrants;
import io.tributary.common.plan.Migration;
import io.tributary.common.secret.SecretReader;
import io.tributary.local.console.TamedText;
import io.tributary.local.stack.EmbeddedGrants;
import io.tributary.local.stack.StackOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows what a migration file makes of its sources. Exit status 1 when it cannot be done so, or
 * when not everything could be looked at.
 */
@Command(
    name = "plan",
    description =
        "Shows what becomes of every table and column of the SQLite and Chroma sources of a"
            + " migration file, and what is in the way. Nothing is changed. Status 1: there are"
            + " problems, or something could not be looked at.",
    mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The migration file.")
  private Path file;

  @Option(names = "--ddl", description = "Also print the statements before and after the copy.")
  private boolean ddl;

  private final Grants grants;

  /** The command of users: grants what a stack would that is started here. */
  public PlanCommand() {
    this(EmbeddedGrants.here(new StackOptions().layout()).grants());
  }

  /** The command with other grants. */
  PlanCommand(Grants grants) {
    this.grants = grants;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Migration migration = MigrationOnDisk.read(file);
    List<PlanText> all = new ArrayList<>(refused(migration));
    all.addAll(new MigrationPlan(migration, grants, new SecretReader(grants), ddl).shown());
    int problems = 0;
    List<String> unseen = new ArrayList<>();
    for (PlanText shown : all) {
      shown.lines().forEach(line -> out.println(TamedText.of(line)));
      if (!shown.problems().isEmpty()) {
        out.println();
        out.println("  problems");
        shown.problems().forEach(problem -> out.println("    " + TamedText.of(problem)));
      }
      out.println();
      problems += shown.problems().size();
      unseen.addAll(shown.unseen());
    }
    if (!unseen.isEmpty()) {
      out.println("Not looked at:");
      unseen.forEach(what -> out.println("  " + TamedText.of(what)));
    }
    out.println(verdict(problems, unseen.size()));
    out.flush();
    return problems == 0 && unseen.isEmpty() ? 0 : 1;
  }

  private List<PlanText> refused(Migration migration) {
    List<String> problems =
        MigrationGrants.refusals(grants, migration).stream()
            .map(refusal -> refusal.report().message())
            .toList();
    return problems.isEmpty()
        ? List.of()
        : List.of(
            new PlanText(
                List.of("What `./tributary up`, started in this directory, would not grant."),
                problems,
                List.of()));
  }

  private static String verdict(int problems, int unseen) {
    String found = problems == 1 ? "1 problem." : problems + " problems.";
    if (unseen > 0) {
      return (problems == 0 ? "No problems in what could be looked at, which is not all." : found)
          + " Nothing was changed.";
    }
    return problems == 0 ? "No problems." : found + " Nothing was changed.";
  }
}
