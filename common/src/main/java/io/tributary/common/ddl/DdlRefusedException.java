package io.tributary.common.ddl;

import io.tributary.common.error.RowValues;

/** The target refuses a statement. */
public final class DdlRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String state;
  private final String answer;
  private final int position;

  /**
   * An answer of PostgreSQL.
   *
   * @param state its SQLSTATE
   * @param message what it says, with its detail
   * @param position the character of the statement that it means, from 1; 0 for none
   */
  public DdlRefusedException(String state, String message, int position, Throwable cause) {
    super(message, RowValues.cause(cause));
    this.state = state;
    this.answer = message;
    this.position = position;
  }

  /** What PostgreSQL says. */
  String answer() {
    return answer;
  }

  String state() {
    return state;
  }

  int position() {
    return position;
  }
}
