package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What is said of the commands in the help, the reference and the completions, and the commands.
 */
class CommandOverviewTest {
  private static final Path REFERENCE =
      Path.of(System.getProperty("tributary.root"), "docs/commands.md");
  private static final int LINES = 24;
  private static final int COLUMNS = 80;

  @Test
  void theHelpFitsAScreenAndNamesEveryCommand() {
    String help = printed("--help");

    assertThat(help.lines()).hasSizeLessThanOrEqualTo(LINES);
    assertThat(help.lines()).allMatch(line -> line.length() <= COLUMNS);
    assertThat(Launcher.commandLine().getSubcommands().keySet())
        .allSatisfy(name -> assertThat(help).containsPattern("[ ,]" + name + "[ ,]"));
  }

  @Test
  void aCommandsOwnHelpIsItsOwn() {
    assertThat(printed("cutover", "--help")).contains("--dry-run", "--yes", "--key", "NAME");
  }

  @Test
  void theReferenceHasEveryCommandAndEveryOption() throws IOException {
    String reference = Files.readString(REFERENCE);
    List<String> missing = new ArrayList<>();
    Launcher.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!reference.contains("`" + name)) {
                missing.add(name);
              }
              for (OptionSpec option : command.getCommandSpec().options()) {
                if (!reference.contains(option.longestName())) {
                  missing.add(name + " " + option.longestName());
                }
              }
            });

    assertThat(missing).isEmpty();
  }

  @Test
  void completionsNameEveryCommandForEachShell() {
    for (String shell : List.of("bash", "zsh", "fish")) {
      String script = printed("completion", shell);
      assertThat(Launcher.commandLine().getSubcommands().keySet())
          .allSatisfy(name -> assertThat(script).as(shell).contains(name));
      assertThat(script).contains("dry-run");
    }
  }

  private static String printed(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine commandLine = Launcher.commandLine().setOut(new PrintWriter(out));
    assertThat(commandLine.execute(arguments)).isZero();
    return out.toString();
  }
}
