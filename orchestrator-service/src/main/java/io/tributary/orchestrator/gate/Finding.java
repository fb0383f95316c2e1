package io.tributary.orchestrator.gate;

/**
 * One thing that the gate of a cutover looked at.
 *
 * @param check stable name, such as {@code LAG}
 * @param source the source it concerns
 * @param table the table at the source, null when it concerns the whole source
 * @param passed whether it lets the cutover begin
 * @param message what was found, and when it did not pass, what to do
 */
public record Finding(Check check, String source, String table, boolean passed, String message) {

  /** What the gate looks at. */
  public enum Check {
    /** cdc-service reports the source, recently and for the current goal. */
    REPORTED,
    /** The stream is applied as it comes, without error. */
    STREAMING,
    /** Connect says that connector and task run. */
    CONNECTOR,
    /** The stream lags less than the file allows. */
    LAG,
    /** No refused change waits for replay. */
    DEAD_LETTERS,
    /** No more rows are kept aside from the target than the file accepts. */
    QUARANTINE,
    /** Each table was found equal, recently enough. */
    VALIDATION
  }

  static Finding passed(Check check, String source, String table, String message) {
    return new Finding(check, source, table, true, message);
  }

  static Finding passed(Check check, String source, String message) {
    return new Finding(check, source, null, true, message);
  }

  static Finding failed(Check check, String source, String message) {
    return new Finding(check, source, null, false, message);
  }

  static Finding failed(Check check, String source, String table, String message) {
    return new Finding(check, source, table, false, message);
  }
}
