package io.tributary.cdc.schema;

import static io.tributary.cdc.schema.SchemaFixture.openSource;
import static io.tributary.cdc.schema.SchemaFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.catalog.CatalogDiff;
import io.tributary.fixture.catalog.CatalogFacts;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle sees every single change of a schema that holds one of everything. */
class CatalogDiffIT {
  private static final String DATABASE = "schema_catalog_diff";
  private static final Map<String, String> NAMES = Map.of("Shop", "A", "audit", "B");

  private static Connection connection;
  private static CatalogFacts before;

  @BeforeAll
  static void createDatabase() throws SQLException, IOException {
    WholeSchemaIT.roles(PostgresFixture.source());
    PostgresFixture.source().createDatabase(DATABASE);
    connection = openSource(DATABASE);
    for (String part : WholeSchemaIT.everything()) {
      run(connection, part);
    }
    before = CatalogFacts.read(connection, NAMES);
    connection.setAutoCommit(false);
  }

  @AfterAll
  static void dropDatabase() throws SQLException {
    connection.close();
    PostgresFixture.source().dropDatabase(DATABASE);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        // Types
        arguments("ALTER TYPE \"Shop\".mood RENAME VALUE 'meh' TO 'so'", "type A.mood, labels"),
        arguments("ALTER TYPE \"Shop\".mood ADD VALUE 'x' BEFORE 'meh'", "type A.mood, labels"),
        arguments(
            "ALTER TYPE \"Shop\".pair RENAME ATTRIBUTE m TO n CASCADE", "type A.pair, attributes"),
        arguments("ALTER DOMAIN audit.late VALIDATE CONSTRAINT later", "B.late later, validated"),
        arguments("ALTER DOMAIN \"Shop\".code DROP CONSTRAINT shape", "A.code shape, definition"),
        arguments("ALTER DOMAIN \"Shop\".code SET DEFAULT 'Y'", "type A.code, default"),
        arguments("ALTER DOMAIN \"Shop\".code DROP NOT NULL", "type A.code, base"),
        arguments("CREATE TYPE audit.r AS RANGE (subtype = int8)", "type B.r, range"),
        arguments("DROP CAST (\"Shop\".pair AS text)", "cast (A.pair AS text), definition"),
        arguments(
            "ALTER OPERATOR \"Shop\".<# (\"Shop\".pair, \"Shop\".pair) SET (RESTRICT = NONE)",
            "operator A.<#"),
        arguments("CREATE COLLATION audit.other FROM \"POSIX\"", "collation B.other"),
        arguments("ALTER TEXT SEARCH DICTIONARY audit.simply (STOPWORDS)", "dictionary B.simply"),
        arguments(
            "ALTER TEXT SEARCH CONFIGURATION \"Shop\".words ALTER MAPPING FOR word WITH"
                + " english_stem",
            "configuration A.words, mapping of word"),
        // Tables and columns
        arguments("ALTER TABLE audit.keyless SET UNLOGGED", "relation B.keyless, persistence"),
        arguments("ALTER TABLE audit.keyless REPLICA IDENTITY FULL", "B.keyless, replica identity"),
        arguments("ALTER TABLE audit.log DISABLE ROW LEVEL SECURITY", "B.log, row security"),
        arguments(
            "ALTER TABLE audit.keyless NO FORCE ROW LEVEL SECURITY",
            "B.keyless, forced row security"),
        arguments("ALTER TABLE \"Shop\".\"Order\" SET (fillfactor = 71)", "A.\"Order\", options"),
        arguments(
            "ALTER TABLE \"Shop\".\"Order\" RESET (toast.autovacuum_enabled)",
            "A.\"Order\", toast options"),
        arguments("ALTER TABLE \"Shop\".typed NOT OF", "relation A.typed, type"),
        arguments(
            "ALTER TABLE \"Shop\".event DETACH PARTITION \"Shop\".event_old",
            "relation A.event_old, partition bound"),
        arguments("ALTER TABLE \"Shop\".pet NO INHERIT audit.owned", "parent A.pet, parent 2"),
        arguments("ALTER TABLE audit.keyless ALTER w TYPE varchar(9)", "column B.keyless.w, type"),
        arguments("ALTER TABLE audit.keyless ALTER w SET NOT NULL", "B.keyless.w, not null"),
        arguments(
            "ALTER TABLE audit.keyless ALTER w TYPE text COLLATE \"C\"", "B.keyless.w, collation"),
        arguments("ALTER TABLE audit.keyless ALTER w SET STORAGE MAIN", "B.keyless.w, storage"),
        arguments(
            "ALTER TABLE \"Shop\".\"Order\" ALTER body SET COMPRESSION default",
            "A.\"Order\".body, compression"),
        arguments("ALTER TABLE audit.keyless ALTER w SET STATISTICS 9", "statistics target"),
        arguments(
            "ALTER TABLE \"Shop\".\"Order\" ALTER label RESET (n_distinct)",
            "A.\"Order\".label, options"),
        arguments("ALTER TABLE \"Shop\".\"Order\" ALTER at DROP DEFAULT", "\"Order\".at, default"),
        arguments(
            "ALTER TABLE \"Shop\".\"Order\" ALTER id SET GENERATED BY DEFAULT",
            "\"Order\".id, identity"),
        arguments(
            "ALTER TABLE \"Shop\".\"Order\" ALTER doubled DROP EXPRESSION",
            "\"Order\".doubled, generated"),
        arguments("ALTER TABLE audit.keyless ADD z int", "column B.keyless.z, type"),
        // Sequences
        arguments("ALTER SEQUENCE \"Shop\".free_seq CACHE 5", "sequence A.free_seq, parameters"),
        arguments("ALTER SEQUENCE audit.down OWNED BY audit.keyless.v", "B.down, owned by"),
        arguments("ALTER SEQUENCE \"Shop\".\"Order_serial_no_seq\" OWNED BY NONE", "owned by"),
        // Constraints and indexes
        arguments(
            "ALTER TABLE \"Shop\".\"Order\" ALTER CONSTRAINT order_log INITIALLY IMMEDIATE",
            "A.\"Order\" order_log, deferrable"),
        arguments(
            "UPDATE pg_constraint SET convalidated = true WHERE conname = 'order_loose'",
            "A.\"Order\" order_loose, validated"),
        arguments(
            "UPDATE pg_constraint SET confdeltype = 'c' WHERE conname = 'log_order'",
            "B.log log_order, actions"),
        arguments("ALTER TABLE audit.room DROP CONSTRAINT no_overlap", "B.room no_overlap"),
        arguments("ALTER TABLE \"Shop\".animal ADD CHECK (id > 0)", "A.animal animal_id_check"),
        arguments("DROP INDEX \"Shop\".order_partial", "index A.order_partial, definition"),
        arguments(
            "UPDATE pg_index SET indisvalid = false"
                + " WHERE indexrelid = '\"Shop\".order_brin'::regclass",
            "A.order_brin, valid"),
        arguments("ALTER TABLE audit.log SET WITHOUT CLUSTER", "B.log_key, clustered"),
        arguments("ALTER INDEX \"Shop\".order_hnsw SET (m = 9)", "relation A.order_hnsw, options"),
        arguments(
            "ALTER INDEX \"Shop\".order_expression ALTER COLUMN 2 SET STATISTICS 78",
            "column A.order_expression.expr"),
        arguments("ALTER STATISTICS audit.order_stat SET STATISTICS 56", "B.order_stat, target"),
        // Views, routines, triggers, rules
        arguments("ALTER VIEW \"Shop\".orders RESET (security_barrier)", "A.orders, options"),
        arguments(
            "CREATE OR REPLACE VIEW audit.invoked AS SELECT * FROM audit.log WHERE a > 1",
            "rule B.invoked \"_RETURN\", definition"),
        arguments("REFRESH MATERIALIZED VIEW audit.never", "relation B.never, populated"),
        arguments("ALTER FUNCTION \"Shop\".touch() SECURITY DEFINER", "A.touch(), attributes"),
        arguments("ALTER FUNCTION audit.pathed() SET search_path = audit", "search path"),
        arguments(
            "CREATE OR REPLACE FUNCTION audit.modern(n int) RETURNS bigint LANGUAGE sql"
                + " RETURN 1",
            "routine B.modern(integer), parsed body"),
        arguments(
            "CREATE OR REPLACE FUNCTION \"Shop\".touch() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RETURN NULL; END'",
            "routine A.touch(), body"),
        arguments("DROP AGGREGATE audit.total(numeric) CASCADE", "routine B.total(numeric)"),
        arguments("ALTER TABLE \"Shop\".\"Order\" ENABLE TRIGGER b_off", "b_off, enabled"),
        arguments("DROP TRIGGER late ON audit.log", "trigger B.log late, definition"),
        arguments("ALTER TABLE audit.room ENABLE RULE off", "rule B.room off, enabled"),
        arguments("DROP RULE also ON audit.keyless", "rule B.keyless also, definition"),
        // Rights and comments
        arguments("ALTER POLICY mine ON audit.log USING (true)", "policy B.log mine, using"),
        arguments("ALTER POLICY mine ON audit.log TO fidelity_absent", "B.log mine, roles"),
        arguments("REVOKE SELECT (at) ON audit.log FROM fidelity_reader", "grant B.log.at"),
        arguments(
            "GRANT EXECUTE ON FUNCTION audit.count_all(\"Shop\".mood[]) TO PUBLIC",
            "grant B.count_all(A.mood[]), to PUBLIC"),
        arguments(
            "ALTER DEFAULT PRIVILEGES IN SCHEMA audit GRANT SELECT ON TABLES TO"
                + " fidelity_reader",
            "default privileges B.*"),
        arguments(
            "COMMENT ON COLUMN \"Shop\".pair.b IS 'another'",
            "comment composite type column A.pair.b"),
        arguments("COMMENT ON POLICY mine ON audit.log IS 'Shop.x'", "comment policy mine"),
        arguments("COMMENT ON SCHEMA \"Shop\" IS NULL", "comment schema A.*"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void namesTheOneThingThatDiffers(String change, String named) throws SQLException {
    try {
      // when
      run(connection, change);

      // then
      assertThat(CatalogDiff.of(before, CatalogFacts.read(connection, NAMES)))
          .anySatisfy(difference -> assertThat(difference).contains(named));
    } finally {
      connection.rollback();
    }
  }
}
