package io.tributary.local.plan;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationFile;
import io.tributary.common.plan.MigrationFileException;
import io.tributary.common.plan.Source;
import io.tributary.common.secret.SecretReader;
import io.tributary.local.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a migration file makes of its sources. Exit status 1 when it cannot be done so. */
@Command(
    name = "plan",
    description =
        "Shows what becomes of every table and column of the SQLite sources of a migration file."
            + " Nothing is changed.",
    mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The migration file.")
  private Path file;

  @Option(names = "--ddl", description = "Also print the statements before and after the copy.")
  private boolean ddl;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Migration migration = read();
    SourcePlan plan = new SourcePlan(migration, new TargetReader(new SecretReader()), ddl);
    int problems = 0;
    for (Source source : migration.sources()) {
      Shown shown = plan.of(source);
      shown.lines().forEach(out::println);
      if (!shown.problems().isEmpty()) {
        out.println();
        out.println("  problems");
        shown.problems().forEach(problem -> out.println("    " + problem));
      }
      out.println();
      problems += shown.problems().size();
    }
    out.println(
        problems == 0
            ? "No problems."
            : problems + (problems == 1 ? " problem." : " problems.") + " Nothing was changed.");
    out.flush();
    return problems == 0 ? 0 : 1;
  }

  private Migration read() {
    try {
      return MigrationFile.parse(Files.readString(file));
    } catch (IOException e) {
      throw new StartFailure(file + " cannot be read: " + e.getMessage(), e);
    } catch (MigrationFileException e) {
      throw new StartFailure(file + ": " + e.getMessage(), e);
    }
  }
}
