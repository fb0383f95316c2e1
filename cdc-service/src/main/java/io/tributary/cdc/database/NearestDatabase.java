package io.tributary.cdc.database;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.words.NearestWord;
import io.tributary.database.DatabaseSession;
import java.util.List;
import java.util.Optional;

/**
 * Finds the database of a server that a name in the migration file may have meant.
 *
 * @param databases opens the databases that servers usually have
 */
public record NearestDatabase(Databases databases) {
  private static final List<String> USUAL = List.of("postgres", "template1");
  private static final String NAMES =
      "SELECT datname FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate"
          + " ORDER BY datname";

  /** What a failure to connect says, and which database was meant where there is none. */
  public String explained(DatabaseAddress place, TributaryException failure) {
    String said = failure.report().message();
    return failure.report().code().equals(DatabaseError.MISSING.code())
        ? said + meant(place).map(name -> " Did you mean " + name + "?").orElse("")
        : said;
  }

  private Optional<String> meant(DatabaseAddress place) {
    for (String usual : USUAL) {
      try (DatabaseSession session = databases.open(place.at(usual))) {
        return NearestWord.to(
            place.database(), session.list(NAMES, row -> row.getString(1)));
      } catch (TributaryException e) {
        // The role may not connect there; the next one may do, and it is a hint only.
        continue;
      }
    }
    return Optional.empty();
  }
}
