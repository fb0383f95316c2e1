package io.tributary.local.grants;

import static java.util.stream.Collectors.joining;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.Direction;
import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.sql.Sql;
import java.util.stream.Stream;

/** What the role of the target needs, and nothing more. */
final class TargetRole {
  private static final String ROLES =
      """
      DECLARE
        application text;
      BEGIN
        IF pg_catalog.current_setting('server_version_num')::int >= 160000 THEN
          ALTER ROLE %1$s CREATEROLE;
          RETURN;
        END IF;
        FOREACH application IN ARRAY ARRAY[%2$s]::text[] LOOP
          IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = application) THEN
            EXECUTE pg_catalog.format('CREATE ROLE %%I', application);
          END IF;
          EXECUTE pg_catalog.format('ALTER ROLE %%I LOGIN', application);
        END LOOP;
      END""";
  private static final String MEMBERSHIP =
      """
      DECLARE
        role text;
      BEGIN
        FOR role IN
          SELECT r.rolname FROM pg_catalog.pg_roles r
           WHERE r.rolname <> %1$s AND NOT r.rolsuper AND r.rolname <> 'pg_database_owner'
             AND (r.rolname IN (%2$s)
                  OR r.oid IN (SELECT n.nspowner FROM pg_catalog.pg_namespace n
                                WHERE n.nspname IN (%3$s)
                               UNION ALL
                               SELECT c.relowner FROM pg_catalog.pg_class c
                                 JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                                WHERE n.nspname IN (%3$s) AND c.relkind IN ('r', 'p', 'v', 'm', 'S')))
        LOOP
          EXECUTE pg_catalog.format('GRANT %%I TO %%I WITH ADMIN OPTION', role, %1$s);
        END LOOP;
      END""";
  private static final String EXTENSION_SCHEMA =
      """
      BEGIN
        IF EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = %1$s) THEN
          GRANT USAGE ON SCHEMA %2$s TO %3$s WITH GRANT OPTION;
        END IF;
      END""";

  private final Migration migration;

  TargetRole(Migration migration) {
    this.migration = migration;
  }

  GrantScript grants() {
    DatabaseAddress place = migration.target().connection();
    String role = Sql.identifier(place.user());
    GrantScript script =
        new GrantScript()
            .say(
                "target: in database %s of %s:%d, as a superuser (or as the administrator that the platform gives you)"
                    .formatted(place.database(), place.host(), place.port()));
    LoginRole.make(script, place);
    script.block(
        "The applications' roles. From PostgreSQL 16 on it makes them itself. Before, CREATEROLE would let it become every role that\nis no superuser, so they are made here and stay after an abort; it sets their passwords. It needs no CREATEROLE then.",
        ROLES.formatted(role, literals(applicationRoles())));
    script.run(
        movesDatabases()
            ? "It makes a scratch database, in which names of schemas are rewritten."
            : "Preflight asks for it, and only PostgreSQL sources need it.",
        "ALTER ROLE " + role + " CREATEDB");
    onDatabase(script, place, role);
    StreamRights.end(script, place, "Rows are applied while triggers and foreign keys rest.");
    script.block(
        "Roles and schemas that are there before: it gives schemas to their applications, sets search_path and passwords, and closes tables until the cutover.",
        MEMBERSHIP.formatted(
            Sql.literal(place.user()),
            literals(applicationRoles()),
            literals(migration.target().schemas().keySet().stream().sorted())));
    extensions(script, role);
    if (!migration.streams(Direction.BACK).isEmpty()) {
      StreamRights.begin(
          script,
          place,
          "The file says `way-back: replicate`: what is written here after the cutover is read through a replication slot.");
      StreamRights.fence(script, migration, role);
      script.say("The server itself needs wal_level = logical for it, and a free slot.");
    }
    return script.say(
        "Where a table that moves has row security forced, it has to see all rows:\nALTER ROLE %s BYPASSRLS;"
            .formatted(role));
  }

  private void onDatabase(GrantScript script, DatabaseAddress place, String role) {
    String database = " ON DATABASE " + Sql.identifier(place.database()) + " TO " + role;
    script
        .run(
            "It makes the schemas, and its own state in schema tributary.",
            "GRANT CREATE" + (filesMove() ? ", TEMPORARY" : "") + database)
        .run("It lets the applications in.", "GRANT CONNECT" + database + " WITH GRANT OPTION");
    if (migration.target().schemas().values().stream()
        .anyMatch(schema -> schema.rights().databaseCreate() == DatabaseCreate.YES)) {
      script.run(
          "The file says `database-create: true`: an application gets this right from it.",
          "GRANT CREATE" + database + " WITH GRANT OPTION");
    }
  }

  private void extensions(GrantScript script, String role) {
    String schema = migration.target().extensionsSchema();
    String vector =
        "CREATE SCHEMA IF NOT EXISTS %1$s;\nCREATE EXTENSION IF NOT EXISTS vector SCHEMA %1$s"
            .formatted(Sql.identifier(schema));
    if (migration.sources().stream().anyMatch(source -> source.kind() == SourceKind.CHROMA)) {
      script.run("Vectors need pgvector, which PostgreSQL lets only a superuser create.", vector);
    } else {
      script.say(
          "Where a source has vectors, they need pgvector, which PostgreSQL lets only a superuser create:\n"
              + vector
              + ";");
    }
    if (movesDatabases()) {
      script.say(
          "The scratch database needs the extensions of a PostgreSQL source too. Those that only a superuser may create\n(pgvector is one) need trusted = true in their .control file on the target's server, or a platform that lets its\nadministrators create them. Where there is neither, the target's role has to be a superuser.");
    }
    if (!schema.equals("public")) {
      script.block(
          "It lets the applications into the schema of the extensions.",
          EXTENSION_SCHEMA.formatted(Sql.literal(schema), Sql.identifier(schema), role));
    }
  }

  private Stream<String> applicationRoles() {
    return migration.target().schemas().values().stream()
        .map(TargetSchema::role)
        .distinct()
        .sorted();
  }

  private boolean movesDatabases() {
    return migration.sources().stream().anyMatch(s -> s.kind() == SourceKind.POSTGRESQL);
  }

  /** What is read from files passes through temporary tables. */
  private boolean filesMove() {
    return migration.sources().stream().anyMatch(Source::convertsRows);
  }

  private static String literals(Stream<String> names) {
    return names.map(Sql::literal).collect(joining(", "));
  }
}
