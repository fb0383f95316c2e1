package io.tributary.cdc.seal;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.plan.Migration;
import io.tributary.common.secret.SecretPlaces;
import io.tributary.common.secret.SecretReader;
import io.tributary.database.DatabaseSession;

/** A target with Tributary's own schema and the key of a migration's messages. */
public final class SealedTarget {
  private SealedTarget() {}

  /** Makes both where they are not there. */
  public static void of(Migration migration) {
    try (DatabaseSession target = new Databases().open(migration.target().connection())) {
      new StateSchema(new SecretReader(SecretPlaces.OF_CONFIGURATION)).ensure(target);
      target.run(
          "INSERT INTO tributary.message_key (migration, key) VALUES (?, ?)"
              + " ON CONFLICT DO NOTHING",
          migration.name(),
          MessageSeal.newKey());
    }
  }
}
