package io.tributary.common.ddl;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements of a file that are not run, because Tributary decides what they would say. */
final class SkippedStatements {
  private static final Set<String> SETTINGS =
      Set.of(
          "STATEMENT_TIMEOUT",
          "LOCK_TIMEOUT",
          "IDLE_IN_TRANSACTION_SESSION_TIMEOUT",
          "TRANSACTION_TIMEOUT",
          "CLIENT_ENCODING",
          "CLIENT_MIN_MESSAGES",
          "ROW_SECURITY",
          "SEARCH_PATH",
          "STANDARD_CONFORMING_STRINGS",
          "SESSION",
          "ROLE",
          "SESSION_REPLICATION_ROLE",
          "DEFAULT_TABLESPACE",
          "XMLOPTION");
  private static final Set<String> OF_THE_DATABASE = Set.of("PUBLICATION", "SUBSCRIPTION");

  private SkippedStatements() {}

  /**
   * Why a statement is passed over; empty when it is run.
   *
   * @param from the schema that the file names its objects with
   * @param to the target's
   */
  static Optional<String> why(RawStatement statement, @Nullable String from, String to) {
    if (statement.begins("CREATE", "SCHEMA")) {
      return Optional.of("the schema is made by the migration")
          .filter(why -> madeAnyway(statement.named(), from, to));
    }
    if (statement.begins("ALTER") && statement.has("OWNER", "TO")) {
      return Optional.of("the owner is the role in the migration file");
    }
    if (statement.begins("ALTER", "DEFAULT", "PRIVILEGES")) {
      return Optional.of("default privileges outlive an abort");
    }
    boolean aboutSchema =
        statement.begins("ALTER", "SCHEMA")
            || statement.begins("COMMENT", "ON", "SCHEMA")
            || (isGrant(statement) && statement.has("ON", "SCHEMA"));
    if (aboutSchema) {
      return Optional.of("the schema belongs to the role in the migration file");
    }
    if (statement.begins("COMMENT", "ON", "EXTENSION")) {
      return Optional.of("extensions are the database's");
    }
    boolean ofDatabase =
        OF_THE_DATABASE.contains(statement.creates())
            || statement.begins("CREATE", "EVENT")
            || statement.begins("ALTER", "PUBLICATION")
            || statement.begins("ALTER", "SUBSCRIPTION")
            || statement.begins("ALTER", "EVENT");
    if (ofDatabase) {
      return Optional.of("it belongs to the database, not to the schema");
    }
    return setting(statement);
  }

  static boolean isGrant(RawStatement statement) {
    return statement.begins("GRANT") || statement.begins("REVOKE");
  }

  private static Optional<String> setting(RawStatement statement) {
    Optional<String> why = Optional.of("the migration sets it itself");
    if (statement.begins("SET") || statement.begins("RESET")) {
      return why.filter(
          w ->
              statement.tokens().stream()
                  .skip(1)
                  .limit(2)
                  .anyMatch(t -> SETTINGS.contains(RawStatement.upper(t))));
    }
    boolean path =
        statement.begins("SELECT")
            && statement.has("SET_CONFIG")
            && statement.tokens().stream().anyMatch(t -> t.text().equals("'search_path'"));
    return why.filter(w -> path);
  }

  private static boolean madeAnyway(@Nullable SqlName name, @Nullable String from, String to) {
    return name == null
        || name.name().equals(from)
        || name.name().equals(to)
        || name.name().equals("authorization");
  }
}
