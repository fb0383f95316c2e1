package io.tributary.local.shell;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Completions for fish out of the model of the commands. Pure. */
final class FishCompletion {
  private FishCompletion() {}

  static String of(CommandLine root) {
    String program = root.getCommandName();
    List<String> lines = new ArrayList<>();
    root.getSubcommands()
        .forEach(
            (name, command) -> {
              lines.add(
                  "complete -c %s -n __fish_use_subcommand -f -a %s -d %s"
                      .formatted(program, name, quoted(sentence(command))));
              for (OptionSpec option : command.getCommandSpec().options()) {
                lines.add(option(program, name, option));
              }
            });
    return String.join("\n", lines) + "\n";
  }

  private static String option(String program, String command, OptionSpec option) {
    StringBuilder line =
        new StringBuilder(
            "complete -c %s -n '__fish_seen_subcommand_from %s'".formatted(program, command));
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.arity().min() > 0) {
      line.append(" -r");
    }
    String[] words = option.description();
    return line.append(" -d ").append(quoted(words.length == 0 ? "" : words[0])).toString();
  }

  private static String sentence(CommandLine command) {
    String[] words = command.getCommandSpec().usageMessage().description();
    return words.length == 0 ? "" : words[0].split("(?<=[.])\\s", 2)[0];
  }

  /** In single quotes fish knows nothing but these two. */
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
