package io.tributary.common.ddl;

/**
 * Why a DDL file cannot be used.
 *
 * @param line in the file, from 1; 0 when it is about the whole
 * @param text what is wrong, without a full stop
 */
public record DdlProblem(int line, String text) {

  /** For people. */
  public String display() {
    return line == 0 ? text : "line " + line + ": " + text;
  }
}
