package io.tributary.architecture;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.observed.PreflightCode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of {@code docs/errors.md}, made of what the codes say of themselves. */
final class ErrorDocument {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final Pattern SETTING =
      Pattern.compile("(?<![\\w/.-])[a-z]+(?:[._][a-z][a-z-]*)+");
  private static final Pattern DOCUMENT = Pattern.compile("docs/([a-z-]+)");

  private static final String INTRODUCTION =
      """
      # Error codes

      <!-- Made of the codes themselves by ErrorCodesTest; see CONTRIBUTING.md. -->

      Every error has a stable code, in the API's answers, in the status of a migration, on the topics and in the logs. Its message says which source, table or key it is about; this page says of each code what it means and what to do.

      "Tried again" means that Tributary repeats the step by itself and goes on when the cause is gone; with a code that is not tried again, that source stands still before somebody has acted. What was an order or a question, a cutover too, only you repeat: "order again" says that the same order may succeed then, "before you order again" that something has to be changed first. Orders are described in [API](api.md).
      """;

  private static final String HTTP =
      """

      ## Requests that are wrong as such

      `TRB-HTTP-<status>` has the status in its name: an unknown path (404), a method that the path does not take (405), a type that is not answered (406) or not taken (415), a body that is too large (413), a malformed request (400). The message says what the API takes.
      """;

  private static final String PREFLIGHT =
      """

      ## Preflight checks

      These are the names of checks, which pass, warn or fail; a migration starts when none fails. Each answer has what was found and, where possible, the statement to run; after that order the start or the preflight again.

      | code | what is checked | what to do when it does not pass |
      |---|---|---|
      """;

  private ErrorDocument() {}

  static String of(List<ErrorCode> codes) {
    String areas =
        Stream.of(ErrorArea.values())
            .map(area -> section(area, codes.stream().filter(area::has).toList()))
            .collect(Collectors.joining());
    String checks =
        Stream.of(PreflightCode.values())
            .map(check -> row(code(check.code()), linked(check.meaning()), linked(check.remedy())))
            .collect(Collectors.joining());
    return INTRODUCTION + areas + HTTP + PREFLIGHT + checks;
  }

  private static String section(ErrorArea area, List<ErrorCode> codes) {
    boolean answers = area.answered() || codes.stream().anyMatch(ErrorDocument::refusal);
    String head =
        answers
            ? row("code", "HTTP", "meaning", "who acts", "what to do") + "|---|---|---|---|---|\n"
            : row("code", "meaning", "who acts", "what to do") + "|---|---|---|---|\n";
    return "\n## "
        + area.title()
        + "\n\n"
        + head
        + codes.stream().map(error -> row(area, error, answers)).collect(Collectors.joining());
  }

  private static String row(ErrorArea area, ErrorCode error, boolean answers) {
    String code = code(error.code());
    String meaning = linked(error.fact().meaning());
    String remedy = linked(error.fact().remedy());
    if (!answers) {
      return row(code, meaning, actor(area, error), remedy);
    }
    String status = area.answered() || refusal(error) ? "" + error.httpStatus() : "";
    return row(code, status, meaning, actor(area, error), remedy);
  }

  /** Whether the error refuses a request, as its own HTTP status says. */
  private static boolean refusal(ErrorCode error) {
    return error.httpStatus() == NOT_FOUND || error.httpStatus() == CONFLICT;
  }

  private static String actor(ErrorArea area, ErrorCode error) {
    if (area.ordered() || refusal(error)) {
      return error.retryable() ? "you; order again" : "you, before you order again";
    }
    if (!error.retryable()) {
      return "you; it is not tried again";
    }
    return switch (error.type()) {
      case USER, RESOURCE -> "you; then it is tried again";
      case EXTERNAL, INTERNAL -> "it is tried again; you if it stays";
    };
  }

  /** Names of settings as code, and documents as links. */
  private static String linked(String text) {
    return DOCUMENT.matcher(SETTING.matcher(text).replaceAll("`$0`")).replaceAll("[$1]($1.md)");
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
