package io.tributary.local.command;

import io.tributary.local.console.ProgressScreen;
import io.tributary.local.view.OutputFormat;
import io.tributary.local.view.StatusDocument;
import io.tributary.local.view.StatusText;
import io.tributary.local.view.TextColor;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what a command has found, for people or for scripts. */
public final class DocumentOutput {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat format;

  /** The document for scripts, or the lines for people. */
  public void print(Object document, Supplier<List<String>> lines) {
    if (forPeople()) {
      lines.get().forEach(this::say);
    } else {
      say(format.of(document));
    }
  }

  /** A status. */
  public void print(StatusDocument status) {
    print(status, () -> StatusText.lines(status, color()));
  }

  /** Whether a person reads it, who may be told of progress. */
  public boolean forPeople() {
    return format == OutputFormat.text;
  }

  /** One line. */
  public void say(String line) {
    PrintWriter out = out();
    out.println(line);
    out.flush();
  }

  /** Shows a status over the one before it on a terminal, in one line elsewhere. */
  public void draw(ProgressScreen screen, StatusDocument status, boolean live) {
    if (forPeople()) {
      String note = live ? "" : " (not live: the orchestrator does not answer)";
      screen.draw(
          StatusText.lines(status, color()).stream()
              .map(line -> line.startsWith(StatusText.NEXT) ? line + note : line)
              .toList(),
          () -> StatusText.line(status) + note,
          StatusText.essence(status) + live);
    }
  }

  /** What takes lines. */
  public PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Colors on a terminal, unless NO_COLOR is set. */
  private static TextColor color() {
    return Ansi.AUTO.enabled() ? TextColor.COLORED : TextColor.PLAIN;
  }
}
