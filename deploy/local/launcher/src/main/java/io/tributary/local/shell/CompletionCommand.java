package io.tributary.local.shell;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what completes the commands in a shell. */
@Command(
    name = "completion",
    description =
        "Prints what completes commands and options in a shell, to be sourced there: source"
            + " <(./tributary completion bash)",
    mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {
  /** The shells that there is something for. */
  enum Shell {
    /** GNU bash. */
    bash,
    /** Z shell, which takes bash's. */
    zsh,
    /** Friendly interactive shell. */
    fish
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script =
        switch (shell) {
          case bash, zsh -> AutoComplete.bash(root.getCommandName(), root);
          case fish -> FishCompletion.of(root);
        };
    spec.commandLine().getOut().print(script);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
