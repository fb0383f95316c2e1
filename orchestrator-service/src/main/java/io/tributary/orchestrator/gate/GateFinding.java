package io.tributary.orchestrator.gate;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the gate of a cutover looked at.
 *
 * @param check stable name, such as {@code LAG}
 * @param source the source it concerns, null when it concerns all
 * @param table the table at the source, null when it concerns the whole source
 * @param passed whether it lets the cutover begin
 * @param message what was found, and when it did not pass, what to do
 */
@Schema(name = "Finding")
public record GateFinding(
    Check check, @Nullable String source, @Nullable String table, boolean passed, String message) {

  /** What the gate looks at. */
  public enum Check {
    /** cdc-service reports the source, recently and for the current goal. */
    REPORTED,
    /** The clocks of the services that report agree with the orchestrator's. */
    CLOCK,
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
    VALIDATION,
    /** The last rehearsal found the queries of the file fast enough at the target. */
    QUERIES,
    /** The last rehearsal restored a backup of each schema of the target. */
    BACKUP,
    /** A source has no way back; it is said, and keeps nothing from beginning. */
    WAY_BACK,
    /** A switch action could do its work, as far as that can be seen beforehand. */
    SWITCH
  }

  static GateFinding passed(Check check, String source, String table, String message) {
    return new GateFinding(check, source, table, true, message);
  }

  static GateFinding passed(Check check, @Nullable String source, String message) {
    return new GateFinding(check, source, null, true, message);
  }

  static GateFinding failed(Check check, @Nullable String source, String message) {
    return new GateFinding(check, source, null, false, message);
  }

  static GateFinding failed(Check check, String source, String table, String message) {
    return new GateFinding(check, source, table, false, message);
  }
}
