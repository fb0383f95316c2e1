package io.tributary.common.plan.words;

import java.util.Collection;
import java.util.List;

/**
 * Says which database of a PostgreSQL server was meant by a name that none of its databases has;
 * pure. Whoever opens databases asks one of those that servers usually have for the names.
 */
public final class MeantDatabase {
  /** Databases that can be asked, in the order in which they are tried. */
  public static final List<String> USUAL = List.of("postgres", "template1");

  /** The names of the databases that can be connected to. */
  public static final String NAMES =
      "SELECT datname FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate"
          + " ORDER BY datname";

  private MeantDatabase() {}

  /** A question that follows a sentence; empty when no name is near. */
  public static String question(String written, Collection<String> names) {
    return NearestWord.to(written, names).map(name -> " Did you mean " + name + "?").orElse("");
  }
}
