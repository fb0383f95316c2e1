package io.tributary.local.view;

import io.tributary.local.console.AlignedLines;
import io.tributary.local.console.AlignedLines.Row;
import io.tributary.local.view.StatusDocument.ChangeLine;
import io.tributary.local.view.StatusDocument.ProblemLine;
import io.tributary.local.view.StatusDocument.RehearsalLine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A status for people: health first, then which side accepts writes. Pure. */
public final class StatusText {
  /** Beginning of the line with the next command to type. */
  public static final String NEXT = "Next: ";

  private StatusText() {}

  /** The whole of it, ended by the next command to type. */
  public static List<String> lines(StatusDocument status, TextColor color) {
    AlignedLines text = new AlignedLines();
    text.add(status.writes().sentence()).add("");
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(List.of("SOURCE", "PHASE", "PROGRESS", "LAG", "VERIFIED EQUAL"), List.of()));
    for (StreamLine stream : status.streams()) {
      rows.add(
          new Row(
              List.of(
                  stream.name(),
                  stream.phase() + (stream.fenced() ? " (fenced)" : ""),
                  stream.progress(),
                  stream.lag(),
                  stream.share()),
              List.of()));
    }
    text.table(0, rows);
    if (status.copyRemainingSeconds() != null) {
      text.add("")
          .add(
              "All rows are in the target in %s, at the speed of the last minute."
                  .formatted(TextForm.seconds(status.copyRemainingSeconds())));
    }
    TableRestartText.add(text, status.streams());
    problems(text, status);
    if (status.change() != null) {
      change(text, status.change());
    }
    if (status.rehearsal() != null) {
      rehearsal(text, status.rehearsal());
    }
    List<String> all = new ArrayList<>();
    all.add(title(status, color));
    text.add("").add(NEXT + status.next());
    text.all().forEach(line -> all.add(TextForm.tame(line)));
    return all;
  }

  /** The same in one line, for logs. */
  public static String line(StatusDocument status) {
    String streams =
        status.streams().stream()
            .map(
                s ->
                    "%s: %s, %s, lag %s, verified %s"
                        .formatted(s.name(), s.phase(), s.progress(), s.lag(), s.share()))
            .collect(Collectors.joining("; "));
    ProblemLine problem = status.problem();
    return TextForm.tame(
        "%s %s: %s%s%s"
            .formatted(
                status.health(),
                status.migration(),
                place(status),
                streams.isEmpty() ? "" : "; " + streams,
                problem == null ? "" : "; " + problem.code() + ": " + problem.message()));
  }

  /** What a plain line is printed anew for. */
  public static String essence(StatusDocument status) {
    ProblemLine problem = status.problem();
    return status.health()
        + place(status)
        + status.streams().stream().map(StreamLine::phase).toList()
        + (problem == null ? "" : problem.code());
  }

  private static String title(StatusDocument status, TextColor color) {
    String since = status.since() == null ? "" : " since " + TextForm.moment(status.since());
    return color.health(status.health()) + "  " + status.migration() + ": " + place(status) + since;
  }

  private static String place(StatusDocument status) {
    return status.state() + (status.step() == null ? "" : ", step " + status.step());
  }

  private static void problems(AlignedLines text, StatusDocument status) {
    List<ProblemLine> told = new ArrayList<>();
    for (StreamLine stream : status.streams()) {
      problem(text, "Source " + stream.name(), stream.problem());
      if (stream.problem() != null) {
        told.add(stream.problem());
      }
      stream.warnings().forEach(warning -> problem(text, "Warning, " + stream.name(), warning));
    }
    if (status.problem() != null && !told.contains(status.problem())) {
      problem(text, "Problem", status.problem());
    }
  }

  private static void problem(AlignedLines text, String whose, @Nullable ProblemLine problem) {
    if (problem != null) {
      text.add("").add(whose + " (" + problem.code() + "): " + problem.message());
    }
  }

  private static void change(AlignedLines text, ChangeLine change) {
    String steps =
        change.steps().stream()
            .map(
                step ->
                    step.step()
                        + switch (step.outcome()) {
                          case "STARTED" -> " …";
                          case "FAILED" -> " FAILED";
                          default -> " " + TextForm.millis(step.millis());
                        })
            .collect(Collectors.joining(", "));
    text.add("").add("Last " + change.order() + " (" + change.id() + "): " + steps);
    if (change.pauseMillis() != null) {
      text.add("Writes were refused for " + TextForm.millis(change.pauseMillis()) + ".");
    }
    change
        .switching()
        .forEach(
            action ->
                text.add(
                    1,
                    action.outcome()
                        + " "
                        + action.action()
                        + (action.error() == null ? "" : ": " + action.error().message())));
    problem(text, "Of this " + change.order(), change.problem());
  }

  private static void rehearsal(AlignedLines text, RehearsalLine rehearsal) {
    if (rehearsal.pauseUsualMillis() != null && rehearsal.pauseWorstMillis() != null) {
      text.add("")
          .add(
              "The rehearsal of %s predicts that writes are refused for %s, at worst %s."
                  .formatted(
                      TextForm.moment(rehearsal.endedAt()),
                      TextForm.millis(rehearsal.pauseUsualMillis()),
                      TextForm.millis(rehearsal.pauseWorstMillis())));
    }
    rehearsal
        .queries()
        .forEach(query -> text.add((query.within() ? "" : "WARNING: ") + query.found()));
    if (rehearsal.backup() != null) {
      text.add((rehearsal.backup().restorable() ? "" : "WARNING: ") + rehearsal.backup().found());
    }
    problem(text, "Of the last rehearsal", rehearsal.problem());
  }
}
