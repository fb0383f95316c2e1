package io.tributary.cdc.schema;

import static io.tributary.cdc.schema.SchemaFixture.column;
import static io.tributary.cdc.schema.SchemaFixture.mapping;
import static io.tributary.cdc.schema.SchemaFixture.openSource;
import static io.tributary.cdc.schema.SchemaFixture.openTarget;
import static io.tributary.cdc.schema.SchemaFixture.run;
import static io.tributary.cdc.schema.SchemaFixture.source;
import static io.tributary.cdc.schema.SchemaFixture.trusted;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.schema.dump.SchemaStep;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.catalog.CatalogDiff;
import io.tributary.fixture.catalog.CatalogFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of object, a crash at every step, and mappings that cross. */
class RichSchemaIT {
  private static final String KEYS =
      "SELECT x.relname FROM pg_index i JOIN pg_class x ON x.oid = indexrelid"
          + " JOIN pg_namespace n ON n.oid = x.relnamespace"
          + " WHERE nspname IN ('Left', 'right') AND indisvalid ORDER BY 1";

  private static final String SOURCE = "schema_rich_source";
  private static final String TARGET = "schema_rich_target";
  private static final String RICH =
      """
      CREATE SCHEMA "Left"; CREATE SCHEMA "right"; CREATE SCHEMA ext;
      CREATE EXTENSION vector SCHEMA ext; CREATE EXTENSION pg_trgm SCHEMA "Left";
      SET search_path = "Left", ext;
      CREATE TYPE mood AS ENUM ('sad', 'O''K');
      CREATE DOMAIN positive AS int CHECK (VALUE > 0);
      CREATE TYPE span AS RANGE (subtype = float8);
      CREATE TYPE pair AS (a int, b text);
      CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
      CREATE SEQUENCE free_seq START 5;
      CREATE TABLE "Order" (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "limit" int DEFAULT nextval('free_seq'),
        m mood DEFAULT 'sad', p positive, s span, c pair, e vector(3),
        n int GENERATED ALWAYS AS (twice(1)) STORED, t text COLLATE "C");
      COMMENT ON TABLE "Order" IS 'it''s "one"'; COMMENT ON COLUMN "Order"."limit" IS 'most';
      CREATE INDEX order_trgm ON "Order" USING gin (t gin_trgm_ops);
      CREATE INDEX order_hnsw ON "Order" USING hnsw (e vector_l2_ops);
      CREATE STATISTICS order_stat ON id, p FROM "Order";
      ALTER TABLE "Order" ADD CONSTRAINT p_small CHECK (p < 100) NOT VALID;
      CREATE TABLE keyless (a int NOT NULL, b int NOT NULL, c int, UNIQUE (a, b));
      CREATE UNIQUE INDEX keyless_c ON keyless (c);
      CREATE TABLE nothing_unique (a int);
      CREATE TABLE part (id int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
      CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      CREATE TABLE part_rest PARTITION OF part DEFAULT;
      CREATE VIEW orders AS SELECT id, "limit" FROM "Order";
      CREATE VIEW grouped AS SELECT o.*, count(*) AS many FROM "Order" o GROUP BY o.id;
      CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM "Order";
      CREATE UNIQUE INDEX totals_n ON totals (n);
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN NEW.t = ''touched''; RETURN NEW; END';
      CREATE FUNCTION counted() RETURNS bigint LANGUAGE plpgsql SET search_path = "right", pg_temp AS
        'BEGIN RETURN (SELECT count(*) FROM "Left"."Order") + (SELECT count(*) FROM child); END';
      CREATE TRIGGER a_touch BEFORE INSERT ON "Order" FOR EACH ROW EXECUTE FUNCTION touch();
      CREATE TRIGGER b_off BEFORE INSERT ON "Order" FOR EACH ROW EXECUTE FUNCTION touch();
      CREATE TRIGGER c_replica BEFORE INSERT ON "Order" FOR EACH ROW EXECUTE FUNCTION touch();
      CREATE TRIGGER d_always BEFORE INSERT ON "Order" FOR EACH ROW EXECUTE FUNCTION touch();
      ALTER TABLE "Order" DISABLE TRIGGER b_off;
      ALTER TABLE "Order" ENABLE REPLICA TRIGGER c_replica;
      ALTER TABLE "Order" ENABLE ALWAYS TRIGGER d_always;
      CREATE TABLE "right".child (id serial PRIMARY KEY, o bigint REFERENCES "Order" (id)
        DEFERRABLE INITIALLY DEFERRED);
      CREATE TABLE "right"."left out" (id int);
      INSERT INTO "Order" ("limit") SELECT nextval('free_seq') FROM generate_series(1, 7);
      """;

  private Migration migration;
  private Source source;

  @BeforeEach
  void createDatabases() throws SQLException {
    PostgresFixture.source().createDatabase(SOURCE);
    try (Connection connection = openSource(SOURCE)) {
      run(connection, RICH);
      run(
          connection,
          "CREATE FUNCTION later(n int) RETURNS int BEGIN ATOMIC SELECT \"Left\".twice(n); END");
    }
    SchemaFixture.freshTarget(TARGET, "rich_app", "rich_other");
  }

  /** The two schemas swap their names, which a plain rename could not do. */
  private void swapSchemas() {
    source =
        source(
            "rich",
            SOURCE,
            mapping("Left", "right", Map.of()),
            new SchemaMapping("right", "Left", Map.of(), List.of(), List.of("left*")));
    migration =
        SchemaFixture.migration(
            TARGET, Map.of("right", trusted("rich_app"), "Left", trusted("rich_app")), source);
  }

  @Test
  void everyKindOfObjectArrivesWhenStoppedAtEveryStep() throws SQLException {
    // given
    swapSchemas();

    // when
    for (SchemaStep step : SchemaStep.values()) {
      SchemaService stopped =
          SchemaFixture.service(
              (reached, layout) -> {
                if (reached == step) {
                  throw new IllegalStateException("stopped at " + step);
                }
              });
      try {
        stopped.prepare(new MovingSource(migration, source));
        stopped.finishAfterSnapshot(new MovingSource(migration, source));
        stopped.open(new MovingSource(migration, source));
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("stopped at " + step);
      }
    }
    SchemaFixture.service().open(new MovingSource(migration, source));
    SchemaFixture.service().removeGate(new MovingSource(migration, source));

    // then
    try (Connection from = openSource(SOURCE);
        Connection to = openTarget(TARGET)) {
      run(from, "DROP TABLE \"right\".\"left out\"");
      assertThat(column(to, "SELECT \"right\".counted()")).containsExactly("0");
      assertThat(
              CatalogDiff.of(
                  CatalogFacts.read(from, Map.of("Left", "A", "right", "B")),
                  CatalogFacts.read(to, Map.of("right", "A", "Left", "B"))))
          .isEmpty();
      assertThat(column(to, "SELECT last_value FROM \"right\".free_seq"))
          .isEqualTo(column(from, "SELECT last_value FROM \"Left\".free_seq"));
      assertThat(column(to, "SELECT n FROM \"right\".totals")).containsExactly("0");
      assertThat(column(to, "SELECT datname FROM pg_database WHERE datname ~ 'scratch'")).isEmpty();
      assertThat(
              column(
                  to,
                  "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                      + " WHERE nspname IN ('Left', 'right')"
                      + " AND pg_get_userbyid(relowner) <> 'rich_app'"))
          .isEmpty();
    }
  }

  @Test
  void keysOfPartitionedAndKeylessTablesAreThereBeforeRowsThatComeOverTheTopic()
      throws SQLException {
    // given
    swapSchemas();

    // when
    SchemaFixture.service()
        .prepare(new MovingSource(migration, source.postgres().with(InitialCopy.STREAM)));

    // then
    assertKeys();
  }

  @Test
  void keysOfPartitionedAndKeylessTablesAreMadeBehindRowsThatAreCopied() throws SQLException {
    // given
    swapSchemas();
    SchemaService service = SchemaFixture.service();
    service.prepare(new MovingSource(migration, source));
    try (Connection to = openTarget(TARGET)) {
      assertThat(column(to, KEYS)).isEmpty();
      run(to, "SET session_replication_role = replica");
      run(to, "INSERT INTO \"right\".part VALUES (2, '2020-02-02')");
    }

    // when
    service.makeKeys(new MovingSource(migration, source));
    service.makeKeys(new MovingSource(migration, source));

    // then
    assertKeys();
  }

  private static void assertKeys() throws SQLException {
    try (Connection to = openTarget(TARGET)) {
      assertThat(column(to, KEYS))
          .containsExactly(
              "Order_pkey",
              "child_pkey",
              "keyless_a_b_key",
              "part_1_pkey",
              "part_pkey",
              "part_rest_pkey");
      run(to, "SET session_replication_role = replica");
      run(
          to,
          "INSERT INTO \"right\".part VALUES (1, '2020-02-02') ON CONFLICT (id, at) DO NOTHING");
    }
  }

  @Test
  void severalSchemasGoIntoOneAndAreRemovedAgain() throws SQLException {
    // given
    source =
        source("rich", SOURCE, mapping("Left", "one", Map.of()), mapping("right", "one", Map.of()));
    migration = SchemaFixture.migration(TARGET, Map.of("one", trusted("rich_app")), source);
    SchemaService service = SchemaFixture.service();

    // when
    service.prepare(new MovingSource(migration, source));
    service.finishAfterSnapshot(new MovingSource(migration, source));

    // then
    try (Connection to = openTarget(TARGET)) {
      assertThat(column(to, "SELECT count(*) FROM pg_tables WHERE schemaname = 'one'"))
          .containsExactly("8");
      service.remove(new MovingSource(migration, source));
      service.remove(new MovingSource(migration, source));
      assertThat(column(to, "SELECT nspname FROM pg_namespace WHERE nspname = 'one'")).isEmpty();
      assertThat(column(to, "SELECT rolname FROM pg_roles WHERE rolname = 'rich_app'")).isEmpty();
      assertThat(column(to, "SELECT item FROM tributary.preparation")).isEmpty();
    }
  }
}
