package io.tributary.local.plan;

import io.tributary.common.grant.Grants;
import io.tributary.common.grant.MigrationGrants;
import io.tributary.common.plan.Migration;
import io.tributary.common.secret.SecretReader;
import io.tributary.local.command.DocumentOutput;
import io.tributary.local.console.TamedText;
import io.tributary.local.plan.document.PlanDocument;
import io.tributary.local.plan.document.RefusalEntry;
import io.tributary.local.plan.document.SourceEntry;
import io.tributary.local.stack.EmbeddedGrants;
import io.tributary.local.stack.StackOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Shows what a migration file makes of its sources. Exit status 1 when it cannot be done so, or
 * when not everything could be looked at.
 */
@Command(
    name = "plan",
    description =
        "Shows what becomes of every table and column of the sources of a migration file,"
            + " and what is in the way. Nothing is changed. Status 1: there are"
            + " problems, or something could not be looked at.",
    mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {
  @Mixin private DocumentOutput output;

  @Parameters(paramLabel = "FILE", description = "The migration file.")
  private Path file;

  @Option(names = "--ddl", description = "Also print the statements before and after the copy.")
  private boolean ddl;

  @Option(
      names = "--rows",
      description =
          "Also read every row, through the conversions of the copy: which would be set aside,"
              + " which keys collide, which refer to nothing. Status 1 when there is one.")
  private boolean rows;

  private final Grants grants;

  /** The command of users: grants what a stack would that is started here. */
  public PlanCommand() {
    this(EmbeddedGrants.here(new StackOptions().layout()).grants());
  }

  /** The command with other grants. */
  public PlanCommand(Grants grants) {
    this.grants = grants;
  }

  @Override
  public Integer call() {
    Migration migration = MigrationOnDisk.read(file);
    List<PlanText> all = new ArrayList<>(refused(migration));
    all.addAll(
        new MigrationPlan(migration, grants, new SecretReader(grants), new PlanScope(ddl, rows))
            .shown());
    List<String> problems = all.stream().flatMap(part -> part.problems().stream()).toList();
    List<String> unseen = all.stream().flatMap(part -> part.unseen().stream()).toList();
    output.print(
        PlanDocument.of(
            migration.name(), all.stream().map(PlanText::entry).toList(), problems, unseen),
        () -> lines(all, unseen));
    boolean aside = rows && all.stream().anyMatch(PlanCommand::refuses);
    return problems.isEmpty() && unseen.isEmpty() && !aside ? 0 : 1;
  }

  private static boolean refuses(PlanText part) {
    return part.entry() instanceof SourceEntry source
        && source.sample() != null
        && source.sample().refusedRows() > 0;
  }

  private static List<String> lines(List<PlanText> parts, List<String> unseen) {
    List<String> lines = new ArrayList<>();
    int problems = 0;
    for (PlanText part : parts) {
      lines.addAll(part.lines());
      if (!part.problems().isEmpty()) {
        lines.add("");
        lines.add("  problems");
        part.problems().forEach(problem -> lines.add("    " + problem));
      }
      lines.add("");
      problems += part.problems().size();
    }
    if (!unseen.isEmpty()) {
      lines.add("Not looked at:");
      unseen.forEach(what -> lines.add("  " + what));
    }
    lines.add(verdict(problems, unseen.size()));
    return lines.stream().map(TamedText::of).toList();
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
                new RefusalEntry(problems),
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
