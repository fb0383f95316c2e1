package io.tributary.common.plan.file;

/**
 * One thing that is wrong in a migration file.
 *
 * @param code stable, such as {@code TRB-PLAN-UNKNOWN-KEY}
 * @param line counted from 1
 * @param key where in the file, such as {@code sources[0].schemas[1].to}; empty for the whole file
 * @param message what is wrong and what to write instead; never a secret
 */
public record FileProblem(String code, int line, String key, String message) {

  /** For people: line, place and message. */
  public String display() {
    return "line " + line + (key.isEmpty() ? "" : ", " + key) + ": " + message;
  }
}
