package io.tributary.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Why the API refused a request (RFC 9457). Pure.
 *
 * @param status of HTTP
 * @param code stable, such as {@code TRB-ORDER-ILLEGAL}; empty where something between answered
 * @param detail what happened, and what to do
 * @param lines each finding of the gate that did not pass, and each problem of a file
 */
record RefusedAnswer(int status, String code, String detail, List<String> lines) {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  static RefusedAnswer of(int status, JsonNode problem) {
    List<String> lines = new ArrayList<>();
    for (JsonNode finding : problem.path("findings")) {
      if (!finding.path("passed").asBoolean()) {
        lines.add(finding.path("message").asText());
      }
    }
    for (JsonNode line : problem.path("problems")) {
      lines.add("line " + line.path("line").asText() + ": " + line.path("message").asText());
    }
    return new RefusedAnswer(
        status, problem.path("code").asText(""), problem.path("detail").asText(""), lines);
  }

  /** The failure of the command, with the next one to type. */
  CommandFailure failure(String migration) {
    StringBuilder said = new StringBuilder(detail.isEmpty() ? "HTTP " + status + "." : once());
    lines.forEach(line -> said.append("\n  ").append(line));
    if (!code.isEmpty()) {
      said.append(" (").append(code).append(')');
    }
    return new CommandFailure(ExitStatus.REFUSED, said.toString(), next(migration));
  }

  /** What the lines below say is not said twice. */
  private String once() {
    String rest = detail;
    for (String line : lines) {
      rest = rest.replace(line, "");
    }
    rest = rest.replaceAll("\\s+", " ").strip();
    return rest.isEmpty() ? detail : rest;
  }

  private String next(String migration) {
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      return "./tributary list --token-file FILE";
    }
    if (code.startsWith("TRB-PLAN-") || code.equals("TRB-MIGRATION-OTHER-NAME")) {
      return "./tributary plan FILE";
    }
    return migration.isEmpty() || code.equals("TRB-MIGRATION-UNKNOWN")
        ? "./tributary list"
        : "./tributary status " + migration;
  }
}
