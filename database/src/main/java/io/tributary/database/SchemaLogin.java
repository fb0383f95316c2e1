package io.tributary.database;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.TargetSchema;
import java.util.List;
import java.util.Optional;

/**
 * How the role of a schema works in a database of the target's server: by its own login, or where
 * the file has no password of it, as whom Tributary's role acts.
 *
 * @param schema the schema
 * @param address who logs in, and where
 * @param acting the role to act as, empty for the login itself
 */
public record SchemaLogin(String schema, DatabaseAddress address, Optional<String> acting) {

  /** Of a schema of the target. */
  public static SchemaLogin of(MigrationTarget target, String schema, TargetSchema rules) {
    DatabaseAddress ours = target.connection();
    if (rules.password() == null) {
      return new SchemaLogin(schema, ours, Optional.of(rules.role()));
    }
    DatabaseAddress own =
        new DatabaseAddress(
            ours.host(), ours.port(), ours.database(), rules.role(), rules.password(), ours.tls());
    return new SchemaLogin(schema, own, Optional.empty());
  }

  /** The same in another database. */
  public SchemaLogin at(String database) {
    return new SchemaLogin(schema, address.at(database), acting);
  }

  /** The role whose backup it is. */
  public String role() {
    return acting.orElse(address.user());
  }

  /** Options of pg_dump and pg_restore. */
  public List<String> options() {
    return acting.map(role -> List.of("--role=" + role)).orElse(List.of());
  }
}
