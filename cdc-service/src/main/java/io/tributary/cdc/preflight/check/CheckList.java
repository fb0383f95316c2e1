package io.tributary.cdc.preflight.check;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.database.DatabaseFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * The checks of a database.
 *
 * @param checks in the order in which they are shown
 */
public record CheckList<R extends ServerReading>(List<CatalogCheck<R>> checks) {

  /** Every outcome; a check that cannot be made counts as failed. */
  public List<PreflightCheck> look(R reading) {
    List<PreflightCheck> found = new ArrayList<>();
    for (CatalogCheck<R> check : checks) {
      try {
        found.addAll(check.look(reading));
      } catch (DatabaseFailure e) {
        found.add(
            check
                .code()
                .failed(
                    reading.subject(),
                    "This could not be looked at: " + e.reason() + ".",
                    "Give role " + reading.user() + " the right that the message names."));
      }
    }
    return found;
  }
}
