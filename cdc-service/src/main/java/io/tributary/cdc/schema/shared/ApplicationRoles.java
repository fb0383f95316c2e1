package io.tributary.cdc.schema.shared;

import io.tributary.cdc.schema.plan.ApplicationRole;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.secret.SecretReader;
import io.tributary.database.DatabaseSession;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PasswordUtil;

/** Makes the applications' roles at the target and gives them what they need. */
public final class ApplicationRoles {
  private static final String MAY_ENTER = "SELECT pg_catalog.has_schema_privilege(?, ?, 'USAGE')";

  private final SecretReader secrets;

  public ApplicationRoles(SecretReader secrets) {
    this.secrets = secrets;
  }

  /**
   * What is known of a role.
   *
   * @param created whether the migration made it
   * @param searchPathBefore its search_path in the target database before, null for none
   */
  public record Made(boolean created, @Nullable String searchPathBefore) {}

  /** A role as the catalog has it. */
  private record Existing(boolean superuser, boolean login, boolean ourself) {}

  /** Makes the role, or takes an existing one that may be taken. */
  public void ensure(PreparationJournal preparation, ApplicationRole role) {
    DatabaseSession target = preparation.session();
    Optional<Existing> existing =
        target.first(
            """
            SELECT rolsuper, rolcanlogin, rolname IN (current_user, session_user)
              FROM pg_catalog.pg_roles WHERE rolname = ?\
            """,
            row -> new Existing(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)),
            role.name());
    existing.ifPresent(found -> requireOrdinary(role, found));
    target.inTransaction(
        () -> {
          keep(preparation, role, existing.isEmpty());
          if (existing.isEmpty()) {
            target.run(role.create(verifier(role)));
          } else {
            if (!existing.get().login()) {
              target.run(role.allowLogin());
            }
          }
          if (!target.holds("SELECT pg_catalog.pg_has_role(?, 'USAGE')", role.name())) {
            target.run(role.grantToOurselves());
          }
          if (existing.isPresent() && role.password().isPresent()) {
            RoleAlteration.run(target, role.name(), role.changePassword(verifier(role)));
          }
        });
  }

  /** Connecting, search path and the extensions' schemas. */
  public void equip(
      DatabaseSession target,
      ApplicationRole role,
      List<String> extensions,
      List<String> extensionSchemas) {
    // Schemas of one role may be made at different times, and its search_path is one.
    Set<String> needed = new LinkedHashSet<>(SourceExtensions.homesOf(target, extensions));
    needed.addAll(
        SourceExtensions.homesOf(target, SourceExtensions.usedIn(target, role.schemas())));
    Set<String> path = new LinkedHashSet<>(extensionSchemas);
    path.addAll(needed);
    // Rights of schemas that are not the migration's change only where it cannot do without.
    needed.removeIf(home -> target.holds(MAY_ENTER, role.name(), home));
    String database = target.place().database();
    target.runAll(role.rights(database, needed));
    RoleAlteration.run(target, role.name(), role.searchPath(database, path));
  }

  private static void keep(PreparationJournal preparation, ApplicationRole role, boolean missing) {
    String item = PreparationItem.ROLE + role.name();
    if (!preparation.has(item)) {
      Optional<Made> known = preparation.ofAllSources(item, Made.class).stream().findFirst();
      preparation.keep(
          item,
          known.orElseGet(
              () -> new Made(missing, searchPath(preparation.session(), role).orElse(null))));
    }
  }

  private static Optional<String> searchPath(DatabaseSession target, ApplicationRole role) {
    return target.first(
        """
        SELECT substr(setting, length('search_path=') + 1)
          FROM pg_catalog.pg_db_role_setting s
          JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
          JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
         CROSS JOIN LATERAL unnest(s.setconfig) AS setting
         WHERE r.rolname = ? AND d.datname = current_database()
           AND starts_with(setting, 'search_path=')\
        """,
        row -> row.getString(1),
        role.name());
  }

  private static void requireOrdinary(ApplicationRole role, Existing found) {
    if (found.superuser() || found.ourself()) {
      throw new TributaryException(
          SchemaError.ROLE_TOO_MIGHTY,
          "The role "
              + role.name()
              + (found.superuser()
                  ? " is a superuser and could read every other application's schema."
                  : " is the one that Tributary itself uses at the target.")
              + " Name another role for the application under target.schemas.",
          Map.of("role", role.name()));
    }
  }

  /** Only the verifier is sent, so that no server log ever holds the password. */
  private String verifier(ApplicationRole role) {
    return PasswordUtil.encodeScramSha256(
        role.password()
            .map(secrets::read)
            .orElseThrow(
                () ->
                    new TributaryException(
                        SchemaError.ROLE_PASSWORD,
                        "The role "
                            + role.name()
                            + " does not exist at the target and the file gives no password for"
                            + " it. Add one under target.schemas, or create the role yourself.",
                        Map.of("role", role.name())))
            .toCharArray());
  }
}
