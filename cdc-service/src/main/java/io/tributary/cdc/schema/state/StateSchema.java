package io.tributary.cdc.schema.state;

import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.database.ConnectionSource;
import io.tributary.database.DatabaseSession;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Tributary's own schema in the target. The orchestrator may make it at the same moment. */
public final class StateSchema {
  private static final int ATTEMPTS = 5;

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
        migrate(target.place());
        return;
      } catch (TributaryException | FlywayException e) {
        // Two services may create the same catalog row at the same moment; the loser tries again.
        if (attempt == ATTEMPTS) {
          throw failure(target.place(), e);
        }
      }
    }
  }

  private void migrate(DatabaseAddress place) {
    Flyway.configure(StateSchema.class.getClassLoader())
        .dataSource(ConnectionSource.of(place, secrets, "tributary", Duration.ZERO))
        .schemas("tributary")
        .locations("classpath:db/tributary")
        .load()
        .migrate();
  }

  private static TributaryException failure(DatabaseAddress place, RuntimeException e) {
    return e instanceof TributaryException known
        ? known
        : new TributaryException(
            SchemaError.STATE,
            "Tributary's own schema could not be made at "
                + place.display()
                + ": "
                + Sentences.of(e)
                + ".",
            Map.of("database", place.display()),
            e);
  }
}
