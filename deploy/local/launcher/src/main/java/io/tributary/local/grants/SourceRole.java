package io.tributary.local.grants;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.sql.Sql;

/** What the role of a PostgreSQL source needs, and nothing more. */
final class SourceRole {
  private static final String OWNERS =
      """
      DECLARE
        owned record;
      BEGIN
        FOR owned IN
          SELECT r.rolname AS owner, r.rolsuper AS mighty,
                 pg_catalog.string_agg(pg_catalog.format('%%I.%%I', n.nspname, c.relname), ', ') AS relations,
                 pg_catalog.bool_or(c.relforcerowsecurity) AS hidden
            %3$s
           GROUP BY 1, 2
        LOOP
          IF owned.mighty THEN
            RAISE WARNING '%% belongs to the superuser %%, whose members can become superusers. It was not granted: give it to an ordinary role by ALTER TABLE or ALTER SEQUENCE … OWNER TO …, and run this again.', owned.relations, owned.owner;
          ELSIF owned.owner <> %1$s THEN
            EXECUTE pg_catalog.format('GRANT %%I TO %%I', owned.owner, %1$s);
          END IF;
          IF owned.hidden THEN
            ALTER ROLE %2$s BYPASSRLS;
          END IF;
        END LOOP;
      END""";

  private final Migration migration;
  private final PostgresSource source;

  SourceRole(Migration migration, PostgresSource source) {
    this.migration = migration;
    this.source = source;
  }

  GrantScript grants() {
    DatabaseAddress place = source.connection();
    String role = Sql.identifier(place.user());
    GrantScript script =
        new GrantScript()
            .say(
                "source %s: in database %s of %s:%d, as a superuser (or as the administrator that the platform gives you)"
                    .formatted(source.name(), place.database(), place.host(), place.port()));
    LoginRole.make(script, place);
    StreamRights.begin(
        script,
        place,
        "Capture reads the log of changes through a replication slot, which this role makes and drops.");
    script.run(
        "It makes a publication, and the schema tributary_fence with what refuses writes after the cutover.",
        "GRANT CONNECT, CREATE ON DATABASE " + Sql.identifier(place.database()) + " TO " + role);
    source.schemas().stream()
        .map(SchemaMapping::from)
        .distinct()
        .forEach(
            schema ->
                script.run(
                    "It reads what moves.",
                    "GRANT USAGE ON SCHEMA " + Sql.identifier(schema) + " TO " + role));
    script.block(
        "Only who acts for a table's owner may publish it, fence it with a trigger and change its replica identity.\nSELECT comes with that. Membership in the owners can be taken back when the migration is completed.\nWhere row security is forced, policies would hide rows from the migration too: BYPASSRLS shows them.",
        OWNERS.formatted(Sql.literal(place.user()), role, MovingRelations.of(source)));
    StreamRights.fence(script, migration, role);
    if (source.wayBack().returns()) {
      StreamRights.end(
          script,
          place,
          "The file says `way-back`: rows that come home are written while triggers and foreign keys rest.");
    }
    return script.say(
        "The server itself needs wal_level = logical, and a line in pg_hba.conf that lets %s log in to %s\n(logical replication logs in to the database, not to one called replication)."
            .formatted(place.user(), place.database()));
  }
}
