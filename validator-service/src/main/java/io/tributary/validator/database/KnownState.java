package io.tributary.validator.database;

import io.tributary.common.error.TributaryException;
import io.tributary.database.StateVersion;
import io.tributary.validator.ValidatorError;
import java.util.Map;

/**
 * Lets the validator read no schema {@code tributary} that a newer version has changed: what it
 * says of positions, quarantined rows and the ledger would be taken for something else.
 */
final class KnownState {
  private KnownState() {}

  /**
   * The same session; it is closed where it is refused.
   *
   * @throws TributaryException {@link ValidatorError#STATE_NEWER}
   */
  static ReadingSession require(ReadingSession session) {
    try {
      int version = session.read(StateVersion::of);
      if (version > StateVersion.NEWEST) {
        throw newer(session.address().display(), version);
      }
      return session;
    } catch (TributaryException e) {
      session.close();
      throw e;
    }
  }

  private static TributaryException newer(String database, int version) {
    return new TributaryException(
        ValidatorError.STATE_NEWER,
        "The schema tributary of %s is of version %d; this validator knows versions up to %d and compares nothing there. Run the version of validator-service that belongs to the orchestrator that has made it."
            .formatted(database, version, StateVersion.NEWEST),
        Map.of("database", database));
  }
}
