package io.tributary.local.init;

import io.tributary.local.console.TamedText;
import io.tributary.local.init.text.MigrationDraft;
import io.tributary.local.stack.StackLayout;
import io.tributary.local.stack.StackOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a migration file. Exit status 1 when it cannot be made, 2 when something is not said. */
@Command(
    name = "init",
    description =
        "Looks into sources and target, without changing them, and writes a migration file: schemas"
            + " and tables with rows and sizes, conversions proposed by the stored values, what"
            + " stays behind and why, and what has to be decided. Asks for what is missing where"
            + " there is a terminal. A file that exists is not written over.",
    mixinStandardHelpOptions = true)
public final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "SOURCE",
      description =
          "What moves: postgresql://user@host:5432/database, a SQLite file, or a directory of"
              + " Chroma's. May be given several times.")
  private List<String> from = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "URL",
      description = "Where to: postgresql://user@host:5432/database")
  private @Nullable String to;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The migration's name (default: made of the first source's).")
  private @Nullable String name;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The file that is made (default: NAME.yaml).")
  private @Nullable Path file;

  private final StackLayout layout;
  private final Function<String, @Nullable String> environment;
  private final Optional<Questions> questions;

  /** The command of users. */
  public InitCommand() {
    this(new StackOptions().layout(), System::getenv, Questions.ofTerminal());
  }

  /**
   * The command with other surroundings.
   *
   * @param layout of the stack that is going to run the migration
   * @param environment the user's variables
   * @param questions asks the user; empty where there is no terminal
   */
  InitCommand(
      StackLayout layout,
      Function<String, @Nullable String> environment,
      Optional<Questions> questions) {
    this.layout = layout;
    this.environment = environment;
    this.questions = questions;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    GivenAnswers answers = GivenAnswers.of(from, to, name, file, questions);
    GivenPasswords passwords = new GivenPasswords(environment, questions);
    MigrationDraft draft =
        new InitRun(answers, passwords, new FileGrants(answers, layout, environment)).written();
    InitSummary.lines(draft, answers.file(), passwords.notes())
        .forEach(line -> out.println(TamedText.of(line)));
    out.flush();
    return 0;
  }
}
