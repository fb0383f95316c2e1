package io.tributary.cdc.database;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.words.MeantDatabase;
import io.tributary.database.DatabaseSession;

/**
 * Finds the database of a server that a name in the migration file may have meant.
 *
 * @param databases opens the databases that servers usually have
 */
public record NearestDatabase(Databases databases) {

  /** What a failure to connect says, and which database was meant where there is none. */
  public String explained(DatabaseAddress place, TributaryException failure) {
    String said = failure.report().message();
    return failure.report().code().equals(DatabaseError.MISSING.code())
        ? said + question(place)
        : said;
  }

  private String question(DatabaseAddress place) {
    for (String usual : MeantDatabase.USUAL) {
      try (DatabaseSession session = databases.open(place.at(usual))) {
        return MeantDatabase.question(
            place.database(), session.list(MeantDatabase.NAMES, row -> row.getString(1)));
      } catch (TributaryException e) {
        // The role may not connect there; the next one may do, and it is a hint only.
        continue;
      }
    }
    return "";
  }
}
