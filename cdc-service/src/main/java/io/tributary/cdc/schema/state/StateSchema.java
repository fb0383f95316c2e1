package io.tributary.cdc.schema.state;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.TrustedNames;
import io.tributary.database.ConnectionSource;
import io.tributary.database.DatabaseSession;
import io.tributary.database.SchemaOwner;
import io.tributary.database.ServerMessage;
import io.tributary.database.StateVersion;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Tributary's own schema in the target. The orchestrator may make it at the same moment. */
public final class StateSchema {
  private static final int ATTEMPTS = 5;

  /** Of scripts that this service does not have. */
  private static final Set<MigrationState> NEWER =
      EnumSet.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

  private final SecretReader secrets;

  public StateSchema(SecretReader secrets) {
    this.secrets = secrets;
  }

  /** Whether the schema is there. */
  public static boolean exists(DatabaseSession target) {
    return target.holds("SELECT to_regclass('tributary.preparation') IS NOT NULL");
  }

  /** Makes the schema or brings it up to date. */
  public void ensure(DatabaseSession target) {
    for (int attempt = 1; ; attempt++) {
      try {
        target.run("CREATE SCHEMA IF NOT EXISTS tributary");
        requireOurs(target);
        // Flyway reads all scripts and logs in for itself, which costs more than a source's tables.
        if (target.with(StateVersion::of) != StateVersion.NEWEST) {
          migrate(target.place());
        }
        return;
      } catch (TributaryException | FlywayException e) {
        // Two services may create the same catalog row at the same moment; the loser tries again.
        if (attempt == ATTEMPTS) {
          throw failure(target.place(), e);
        }
      }
    }
  }

  private static void requireOurs(DatabaseSession target) {
    List<String> others = SchemaOwner.others(target, "tributary");
    if (!others.isEmpty()) {
      throw new TributaryException(
          SchemaError.STATE_FOREIGN,
          "Schema tributary at %s, or something in it, belongs to %s and not to %s, as whom it is read and written."
              .formatted(
                  target.place().display(), String.join(", ", others), target.place().user()),
          Map.of("database", target.place().display()));
    }
  }

  private void migrate(DatabaseAddress place) {
    Flyway flyway =
        Flyway.configure(StateSchema.class.getClassLoader())
            .dataSource(ConnectionSource.of(place, secrets, "tributary", Duration.ZERO))
            .initSql(TrustedNames.SQL)
            .schemas("tributary")
            .locations("classpath:db/tributary")
            .load();
    requireKnown(place, flyway);
    flyway.migrate();
  }

  /** Flyway itself leaves a newer schema as it is and says nothing. */
  private static void requireKnown(DatabaseAddress place, Flyway flyway) {
    for (MigrationInfo script : flyway.info().applied()) {
      if (NEWER.contains(script.getState())) {
        throw new TributaryException(
            SchemaError.STATE_NEWER,
            "The schema tributary of %s is of version %s, which this cdc-service does not know. Nothing is changed there; run the version of cdc-service that belongs to the orchestrator that has made it."
                .formatted(place.display(), script.getVersion()),
            Map.of("database", place.display()));
      }
    }
  }

  private static TributaryException failure(DatabaseAddress place, RuntimeException e) {
    return e instanceof TributaryException known
        ? known
        : new TributaryException(
            SchemaError.STATE,
            "Tributary's own schema could not be made at "
                + place.display()
                + ": "
                + ServerMessage.of(e)
                + ".",
            Map.of("database", place.display()),
            e);
  }
}
