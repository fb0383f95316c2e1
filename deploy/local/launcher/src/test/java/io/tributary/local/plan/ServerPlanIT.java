package io.tributary.local.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan of PostgreSQL sources, on real servers. */
class ServerPlanIT {
  @TempDir Path home;

  @Test
  void tellsEveryPartOfAPostgresqlSource() throws Exception {
    // given
    PostgresServer legacy = PostgresFixture.source();
    PostgresServer server = PostgresFixture.target();
    legacy.createDatabase("plan_parts");
    server.createDatabase("plan_parts_target");
    Files.writeString(home.resolve("password"), server.password());
    Files.writeString(home.resolve("legacy"), legacy.password());
    String target =
        "{host: %s, port: %d, database: plan_parts_target, user: %s, password: {file: %s/password}}"
            .formatted(server.host(), server.port(), server.superuser(), home);
    String source =
        """
        - name: legacy
          kind: postgresql
          connection: {host: %s, port: %d, database: plan_parts, user: %s, password: {file: %s/legacy}}
          large-objects: refuse
          schemas: [{from: public, to: app, exclude: [cache]}]
        """
            .formatted(legacy.host(), legacy.port(), legacy.superuser(), home);
    try (Connection connection = legacy.connect("plan_parts");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public");
      statement.execute("CREATE TYPE mood AS ENUM ('good', 'bad')");
      statement.execute(
          "CREATE TABLE account (b int, a bigint GENERATED ALWAYS AS IDENTITY, how mood[],"
              + " at timestamp(3) DEFAULT now(), twice int GENERATED ALWAYS AS (b * 2) STORED,"
              + " place public.vector(3), PRIMARY KEY (b, a))");
      statement.execute("INSERT INTO account (b) VALUES (1), (2)");
      statement.execute("CREATE TABLE event (txt text)");
      statement.execute("CREATE TABLE cache (id serial PRIMARY KEY)");
      statement.execute("CREATE VIEW moods AS SELECT how FROM account");
      statement.execute("CREATE MATERIALIZED VIEW sums AS SELECT sum(b) FROM account");
      statement.execute("CREATE SEQUENCE ticket");
      statement.execute(
          "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
      statement.execute(
          "CREATE TRIGGER touched BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION touch()");
      statement.execute("CREATE PUBLICATION theirs FOR TABLE account");
      statement.execute("SELECT lo_create(0)");

      // when
      PlanRun run = PlanRun.into(target, home, source);
      JsonNode read =
          Json.mapper().readTree(PlanRun.into(target, home, source, "-o", "json").text());
      statement.execute("SELECT lo_unlink(oid) FROM pg_largeobject_metadata");
      statement.execute("CREATE UNLOGGED TABLE quick (id int PRIMARY KEY)");
      PlanRun unlogged = PlanRun.into(target, home, source);
      PlanRun without =
          PlanRun.into(target, home, source.replace("exclude: [cache]", "exclude: [cache, quick]"));

      // then
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.text())
          .contains("schema public -> schema app", "account -> app.account (2 rows, ")
          .containsPattern("b +integer +-> +b +integer +<- as it was")
          .containsPattern("a +bigint +-> +a +bigint +identity, always +<- as it was")
          .containsPattern("how +public.mood\\[\\] +-> +how +app.mood\\[\\]")
          .containsPattern("at +timestamp\\(3\\) without time zone +-> .* default now\\(\\)")
          .containsPattern(
              "twice +integer +-> +twice +integer +computed by PostgreSQL: \\(b \\* 2\\)")
          .containsPattern("place +public.vector\\(3\\) +-> +place +public.vector\\(3\\)")
          .contains("event: It has no primary key", "moods: Moves as it is.")
          .contains("sums: Its rows do not move", "ticket", "account.touched: It is off until")
          .contains("touch(): Moves", "mood: Moves with its schema.")
          .contains("cache: Excluded by the migration file.", "sequence cache_id_seq: Stays with")
          .contains("Extension vector is made in schema public of the target.")
          .contains("These stay at the source: publication theirs.")
          .contains("The database holds 1 large objects", "large-objects: leave");
      assertThat(read.at("/sources/0/schemas/0/tables/0/key").toString())
          .isEqualTo("[\"b\",\"a\"]");
      assertThat(read.at("/sources/0/schemas/0/tables/0/size/rows").asLong()).isEqualTo(2);
      assertThat(read.at("/sources/0/schemas/0/tables/0/columns/4/fate").asText())
          .isEqualTo("computed");
      assertThat(unlogged.text())
          .contains("Table public.quick cannot move: changes to an unlogged table")
          .doesNotContain("large objects,");
      assertThat(without.status()).as(without.text()).isZero();
    } finally {
      legacy.dropDatabase("plan_parts");
      server.dropDatabase("plan_parts_target");
    }
  }

  @Test
  void findsRowsOfAServerThatBreakKeysWhichTheirIndexesAndTriggersDidNotHold() throws Exception {
    // given rows that came in while triggers were off
    PostgresServer legacy = PostgresFixture.source();
    legacy.createDatabase("plan_broken");
    Files.writeString(home.resolve("password"), legacy.password());
    String source =
        """
        - name: legacy
          kind: postgresql
          connection: {host: %s, port: %d, database: plan_broken, user: %s, password: {file: %s/password}}
          schemas: [{from: public, to: app}]
        """
            .formatted(legacy.host(), legacy.port(), legacy.superuser(), home);
    try (Connection connection = legacy.connect("plan_broken");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE bill (id int, k varchar(9), PRIMARY KEY (id, k))");
      statement.execute(
          "CREATE TABLE line (id int PRIMARY KEY, bill int, k text,"
              + " CONSTRAINT of_bill FOREIGN KEY (bill, k) REFERENCES bill)");
      statement.execute("INSERT INTO bill VALUES (1, 'a')");
      statement.execute("INSERT INTO line VALUES (1, 1, 'a'), (2, NULL, 'x')");
      PlanRun whole = PlanRun.of(home, source, "--rows");
      statement.execute("SET session_replication_role = replica");
      statement.execute("INSERT INTO line SELECT i, 7, 'it''s' FROM generate_series(3, 30) i");

      // when
      PlanRun broken = PlanRun.of(home, source, "--rows");
      PlanRun usual = PlanRun.of(home, source);

      // then
      assertThat(whole.sourcesAreRight()).as(whole.text()).isTrue();
      assertThat(whole.text()).contains("All 3 rows of 2 tables were read, 0 would be refused.");
      assertThat(broken.text())
          .contains("public.line: 28 rows break of_bill, ORPHAN, with bill = 7, k = it's; ")
          .contains("no row of public.bill has that", "All 31 rows of 2 tables were read, 28")
          .contains("The copy would stop there: correct the rows.");
      assertThat(usual.sourcesAreRight()).as(usual.text()).isTrue();
      // and PostgreSQL says the same of such a key
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "ALTER TABLE line ADD FOREIGN KEY (bill, k) REFERENCES bill (id, k)"))
          .hasMessageContaining("violates foreign key constraint");
    } finally {
      legacy.dropDatabase("plan_broken");
    }
  }
}
