package io.tributary.cdc.schema;

import static io.tributary.cdc.schema.SchemaFixture.column;
import static io.tributary.cdc.schema.SchemaFixture.mapping;
import static io.tributary.cdc.schema.SchemaFixture.openSource;
import static io.tributary.cdc.schema.SchemaFixture.openTarget;
import static io.tributary.cdc.schema.SchemaFixture.ownedBy;
import static io.tributary.cdc.schema.SchemaFixture.run;
import static io.tributary.cdc.schema.SchemaFixture.source;
import static io.tributary.cdc.schema.SchemaFixture.trusted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.function.FunctionTrust;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The owner of a table at the source has functions of his run where rows are written, and each
 * tries to make him a superuser of the target's server.
 */
class UntrustedFunctionsIT {
  private static final String SOURCE = "schema_untrusted_source";
  private static final String TARGET = "schema_untrusted_target";
  private static final String ATTACKER = "untrusted_attacker";

  private static final String FUNCTIONS =
      """
      CREATE FUNCTION rise() RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
          BEGIN EXECUTE 'RESET ROLE'; EXCEPTION WHEN OTHERS THEN NULL; END;
          EXECUTE 'ALTER ROLE untrusted_attacker SUPERUSER'; RETURN true;
        EXCEPTION WHEN OTHERS THEN RETURN true;
        END $$;
      CREATE FUNCTION hidden(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN PERFORM public.rise(); RETURN n; END $$;
      CREATE TYPE mood AS ENUM ('glad', 'sad');
      CREATE FUNCTION same(mood, mood) RETURNS boolean LANGUAGE sql IMMUTABLE
        AS 'SELECT public.hidden(1) = 1';
      CREATE FUNCTION as_int(mood) RETURNS int LANGUAGE sql AS 'SELECT public.hidden(1)';
      CREATE FUNCTION width(float8, float8) RETURNS float8 LANGUAGE sql IMMUTABLE
        AS 'SELECT public.hidden(1)::float8';
      CREATE VIEW risen AS SELECT public.rise();
      """;

  private final Source source = source("app", SOURCE, mapping("public", "app", Map.of()));
  private final SchemaService service = SchemaFixture.service();

  @BeforeEach
  void createDatabases() throws SQLException {
    PostgresFixture.source().createDatabase(SOURCE);
    SchemaFixture.freshTarget(TARGET, "untrusted_app", "untrusted_plain", ATTACKER);
    try (Connection target = openTarget(TARGET)) {
      run(target, "CREATE ROLE " + ATTACKER);
    }
    sourceHas(FUNCTIONS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE t (id int CHECK (query_to_xml('SELECT public.rise()', true, true, '') IS NOT NULL))",
        "CREATE TABLE t (id int CHECK (table_to_xml('public.risen'::regclass, true, true, '') IS NOT NULL))",
        "CREATE TABLE t (id int CHECK (rise()))",
        "CREATE TABLE t (id int); ALTER TABLE t ADD CHECK (rise()) NOT VALID",
        "CREATE TABLE t (id int); CREATE FUNCTION row_is(t) RETURNS boolean LANGUAGE sql AS 'SELECT public.rise()'; ALTER TABLE t ADD CHECK (row_is(t))",
        "CREATE TABLE t (id int CHECK (set_config('session_replication_role', 'origin', false) <> ''))",
        "CREATE DOMAIN small AS int CHECK (hidden(VALUE) < 9); CREATE TABLE t (id small)",
        "CREATE TABLE t (id int, n int GENERATED ALWAYS AS (hidden(1)) STORED)",
        "CREATE TABLE t (id int); CREATE INDEX ON t (hidden(1))",
        "CREATE TABLE t (id int); CREATE INDEX ON t (id) WHERE hidden(id) > 0",
        "CREATE TABLE t (id int, n int); CREATE STATISTICS s ON hidden(id), n FROM t",
        "CREATE TABLE t (id int) PARTITION BY LIST (hidden(id)); CREATE TABLE p PARTITION OF t DEFAULT",
        "CREATE OPERATOR = (FUNCTION = same, LEFTARG = mood, RIGHTARG = mood); CREATE TABLE t (id mood)",
        "CREATE OPERATOR <# (FUNCTION = same, LEFTARG = mood, RIGHTARG = mood); CREATE TABLE t (id mood, CHECK (id <# ANY (ARRAY['sad'::mood])))",
        "CREATE CAST (mood AS int) WITH FUNCTION as_int(mood) AS IMPLICIT; CREATE TABLE t (id mood)",
        "CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = width); CREATE TABLE t (id span)",
      })
  void ownerOfATableCannotRunHisFunctionsAsASuperuserOfTheTarget(String attack)
      throws SQLException {
    // given
    sourceHas(attack);
    MovingSource moving = new MovingSource(migration(ownedBy("untrusted_app")), source);

    // when, then
    assertThatThrownBy(() -> service.prepare(moving))
        .hasMessageContaining("`functions-unverified: accepted` for app")
        .satisfies(
            e ->
                assertThat(((TributaryException) e).report().code())
                    .isEqualTo("TRB-SCHEMA-FUNCTIONS"));
    assertThat(attackerIsSuperuser()).containsExactly("f");
    try (Connection target = openTarget(TARGET)) {
      assertThat(
              column(
                  target,
                  "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace('app')"))
          .isEmpty();
    }
  }

  @Test
  void onlyALoginThatMayNotDoEverythingKeepsAFunctionFromDoingIt() throws SQLException {
    // given
    sourceHas("CREATE TABLE t (id int CHECK (rise()))");
    service.prepare(new MovingSource(migration(trusted("untrusted_app")), source));
    try (Connection target = openTarget(TARGET)) {
      run(target, "CREATE ROLE untrusted_plain LOGIN PASSWORD 'p' IN ROLE untrusted_app");
      run(target, "ALTER ROLE untrusted_plain SET session_replication_role = replica");
    }

    // when
    writeRow(
        SchemaFixture.open(
            SchemaFixture.connection(PostgresFixture.target(), TARGET, "untrusted_plain", "p"),
            "p"),
        "SET ROLE untrusted_app");

    // then
    assertThat(attackerIsSuperuser()).containsExactly("f");

    // when
    writeRow(openTarget(TARGET), "SET session_replication_role = replica; SET ROLE untrusted_app");

    // then
    assertThat(attackerIsSuperuser()).containsExactly("t");
  }

  private static void writeRow(Connection session, String role) throws SQLException {
    try (session) {
      run(session, role);
      run(session, "INSERT INTO app.t VALUES (1)");
    }
  }

  @Test
  void rolesThatMayDoEverythingAreKnown() throws SQLException {
    // given
    try (Connection target = openTarget(TARGET)) {
      run(target, "CREATE ROLE untrusted_app CREATEROLE; CREATE ROLE untrusted_plain");
      boolean grantsItself =
          Integer.parseInt(column(target, "SHOW server_version_num").get(0)) < 160_000;

      // when, then
      assertThat(column(target, FunctionTrust.MIGHTY)).containsExactly("t");
      run(target, "SET ROLE untrusted_app");
      assertThat(column(target, FunctionTrust.MIGHTY)).containsExactly(grantsItself ? "t" : "f");
      run(target, "RESET ROLE; SET ROLE untrusted_plain");
      assertThat(column(target, FunctionTrust.MIGHTY)).containsExactly("f");
    }
  }

  @Test
  void whatPostgresqlAndItsExtensionsBringIsNotRefused() throws SQLException {
    // given
    sourceHas(
        """
        CREATE EXTENSION citext; CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist;
        CREATE EXTENSION hstore; CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION vector;
        CREATE DOMAIN mail AS citext CHECK (VALUE ~ '^[^@]+@[^@]+$');
        CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = float8mi);
        CREATE TABLE t (
          id uuid DEFAULT gen_random_uuid() CHECK (id <> uuid_nil()), m mail, h hstore, e vector(3),
          at timestamptz DEFAULT now() CHECK (at <= now() + interval '1 day'), feeling mood,
          s span, during tstzrange, j jsonb CHECK (jsonb_typeof(j) = 'object'),
          b text CHECK (length(b) < 9 AND b IN ('x', 'y') AND b IS DISTINCT FROM 'z'),
          words tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce(b, ''))) STORED,
          r float8 CHECK (r <> random()),
          EXCLUDE USING gist (b WITH =, during WITH &&));
        CREATE INDEX ON t USING gin (b gin_trgm_ops);
        CREATE INDEX ON t USING hnsw (e vector_l2_ops);
        CREATE INDEX ON t (lower(b), (m::text)) WHERE at IS NOT NULL AND (h -> 'a') <> '';
        CREATE STATISTICS s ON lower(b), at FROM t;
        CREATE TABLE untouched (id int DEFAULT hidden(1));
        """);
    MovingSource moving = new MovingSource(migration(ownedBy("untrusted_app")), source);

    // when
    service.prepare(moving);
    service.finishAfterSnapshot(moving);

    // then
    try (Connection target = openTarget(TARGET)) {
      assertThat(column(target, "SELECT count(*) FROM pg_indexes WHERE tablename = 't'"))
          .containsExactly("4");
    }
  }

  private static List<String> attackerIsSuperuser() throws SQLException {
    try (Connection target = openTarget(TARGET)) {
      return column(target, "SELECT rolsuper FROM pg_roles WHERE rolname = '" + ATTACKER + "'");
    }
  }

  private Migration migration(TargetSchema app) {
    return SchemaFixture.migration(TARGET, Map.of("app", app), source);
  }

  private static void sourceHas(String sql) throws SQLException {
    try (Connection connection = openSource(SOURCE)) {
      run(connection, sql);
    }
  }
}
