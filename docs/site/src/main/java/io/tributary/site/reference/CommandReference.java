package io.tributary.site.reference;

import io.tributary.local.Launcher;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands with their options, as picocli knows them. */
public final class CommandReference {
  private static final String INTRODUCTION =
      """
      # Commands and options

      This page lists every command of `./tributary` with its options. The build makes it of the commands themselves, like their manual pages (`man -l deploy/local/launcher/target/man/tributary.1`). [Commands](../docs/commands.md) explains them in their order.
      """;

  private CommandReference() {}

  /** The page in Markdown. */
  public static String ofAll() {
    return INTRODUCTION
        + new CommandLine(Launcher.class)
            .getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .map(CommandReference::section)
                .collect(Collectors.joining());
  }

  private static String section(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    Help help = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF));
    StringBuilder text = new StringBuilder("\n## " + spec.name() + "\n\n");
    text.append(plain(spec.usageMessage().description())).append("\n\n");
    text.append("```text\n./").append(help.synopsis(0).strip()).append("\n```\n\n");
    MarkdownTable table = new MarkdownTable("argument", "meaning");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        table.row("`" + parameter.paramLabel() + "`", plain(parameter.description()));
      }
    }
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        table.row(names(option), plain(option.renderedDescription()));
      }
    }
    return text.append(table.text()).toString();
  }

  private static String names(OptionSpec option) {
    String value =
        option.arity().max() == 0 || option.paramLabel().isEmpty() ? "" : " " + option.paramLabel();
    return List.of(option.names()).stream()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "))
        + value;
  }

  /** Without picocli's marks; what is no code must not become any markup. */
  private static String plain(String... lines) {
    return Help.Ansi.OFF
        .string(String.format(String.join(" ", lines)))
        .replaceAll("([*_<>\\[\\]])", "\\\\$1");
  }
}
