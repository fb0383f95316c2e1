package io.tributary.local;

import io.tributary.local.backup.BackupCheckCommand;
import io.tributary.local.client.CommandFailure;
import io.tributary.local.command.DeadLettersCommand;
import io.tributary.local.command.DifferencesCommand;
import io.tributary.local.command.HistoryCommand;
import io.tributary.local.command.ListCommand;
import io.tributary.local.command.QuarantineCommand;
import io.tributary.local.command.ReportCommand;
import io.tributary.local.command.StatusCommand;
import io.tributary.local.command.TablesCommand;
import io.tributary.local.console.TamedText;
import io.tributary.local.demo.DemoCommand;
import io.tributary.local.diagnose.DiagnoseCommand;
import io.tributary.local.evidence.VerifyReportCommand;
import io.tributary.local.grants.GrantsCommand;
import io.tributary.local.init.InitCommand;
import io.tributary.local.order.AbortCommand;
import io.tributary.local.order.AddTablesCommand;
import io.tributary.local.order.CheckCommand;
import io.tributary.local.order.CompleteCommand;
import io.tributary.local.order.CutoverCommand;
import io.tributary.local.order.PauseCommand;
import io.tributary.local.order.RehearseCommand;
import io.tributary.local.order.RepairCommand;
import io.tributary.local.order.ReplayCommand;
import io.tributary.local.order.RestartCommand;
import io.tributary.local.order.ResumeCommand;
import io.tributary.local.order.RollbackCommand;
import io.tributary.local.order.StartCommand;
import io.tributary.local.plan.PlanCommand;
import io.tributary.local.release.ReleaseCommand;
import io.tributary.local.shell.CompletionCommand;
import io.tributary.local.stack.StartFailure;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Exit status 0 means done, 1 refused or failed, 2 wrong arguments, 3 that the
 * orchestrator does not answer, 4 that a cutover was undone, 130 ended by Ctrl-C.
 */
@Command(
    name = "tributary",
    description = "Moves live databases into one PostgreSQL.",
    mixinStandardHelpOptions = true,
    version = "Tributary 0.1.0",
    subcommands = {
      ListCommand.class,
      StatusCommand.class,
      TablesCommand.class,
      DifferencesCommand.class,
      QuarantineCommand.class,
      DeadLettersCommand.class,
      HistoryCommand.class,
      ReportCommand.class,
      CheckCommand.class,
      StartCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      RehearseCommand.class,
      CutoverCommand.class,
      RollbackCommand.class,
      AbortCommand.class,
      CompleteCommand.class,
      ReplayCommand.class,
      RepairCommand.class,
      RestartCommand.class,
      AddTablesCommand.class,
      InitCommand.class,
      PlanCommand.class,
      GrantsCommand.class,
      UpCommand.class,
      DemoCommand.class,
      ReleaseCommand.class,
      VerifyReportCommand.class,
      BackupCheckCommand.class,
      DiagnoseCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Launcher {
  private static final String OVERVIEW = "overview";

  private Launcher() {}

  /** Entry point; the script {@code tributary} calls it. */
  public static void main(String... arguments) {
    System.exit(run(arguments));
  }

  /** The commands, of which the program's own help shows one screen. */
  static CommandLine commandLine() {
    CommandLine commandLine =
        new CommandLine(new Launcher()).setExecutionExceptionHandler(Launcher::explain);
    // Its own alone: the setters of CommandLine are for every command.
    commandLine
        .getCommandSpec()
        .usageMessage()
        .sectionKeys(List.of(OVERVIEW))
        .sectionMap(Map.of(OVERVIEW, help -> CommandOverview.TEXT));
    return commandLine;
  }

  static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  private static int explain(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult arguments)
      throws Exception {
    if (failure instanceof CommandFailure refused) {
      commandLine.getErr().println(TamedText.of(refused.inWords()));
      return refused.status().code();
    }
    if (failure instanceof StartFailure) {
      commandLine.getErr().println(TamedText.of(String.valueOf(failure.getMessage())));
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
  }
}
