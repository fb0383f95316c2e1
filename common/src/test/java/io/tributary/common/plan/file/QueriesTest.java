package io.tributary.common.plan.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.query.QueryLimits;
import io.tributary.common.plan.query.QueryLimits.WhenSlower;
import io.tributary.common.plan.query.TimedQuery;
import org.junit.jupiter.api.Test;

class QueriesTest {
  private static final String GOOD =
      "{name: open-runs, source: n8n, at-source: 'SELECT 1', at-target: 'WITH a AS (SELECT 1) SELECT 2'}";

  @Test
  void readsQueriesAndHowSlowTheyMayBe() {
    Migration migration =
        MigrationFile.parse(
            ExampleFile.with(
                    "cutover:\n",
                    "cutover:\n  queries-max-ratio: 1.25\n  queries-too-slow: close-gate\n"
                        + "  queries-time-limit-millis: 700\n")
                + queries(GOOD));

    assertThat(migration.queries())
        .containsExactly(
            new TimedQuery("open-runs", "n8n", "SELECT 1", "WITH a AS (SELECT 1) SELECT 2"));
    assertThat(migration.queriesOf("n8n")).hasSize(1);
    assertThat(migration.queriesOf("letta")).isEmpty();
    assertThat(migration.cutover().queryLimits())
        .isEqualTo(new QueryLimits(1.25, WhenSlower.CLOSE_GATE, 700));
  }

  @Test
  void warnsAboveATenthWhereTheFileSaysNothing() {
    Migration migration = MigrationFile.parse(ExampleFile.text());

    assertThat(migration.queries()).isEmpty();
    assertThat(migration.cutover().queryLimits())
        .isEqualTo(new QueryLimits(1.1, WhenSlower.WARN, 5_000));
  }

  @Test
  void readsAPlanThatWasStoredBeforeThereWereQueries() {
    Migration migration = MigrationFile.parse(ExampleFile.text());
    ObjectNode stored = Json.read(Json.write(migration), ObjectNode.class);
    stored.remove("queries");
    ((ObjectNode) stored.get("cutover")).remove("queryLimits");

    assertThat(Json.read(Json.write(stored), Migration.class)).isEqualTo(migration);
  }

  @Test
  void refusesAChromaSourceByName() {
    String file =
        """
        migration: m
        target:
          connection: {host: h, database: d, user: u}
          schemas: {s: {role: r}}
        sources:
          - {name: notes, kind: chroma, directory: /srv/notes, schemas: [{from: db, to: s}]}
        """
            + queries(GOOD.replace("n8n", "notes"));

    assertThatThrownBy(() -> MigrationFile.parse(file))
        .hasMessageContaining("queries[0].source")
        .hasMessageContaining(
            "Source notes is a Chroma directory, which is asked through Chroma's API and not by SQL, so query open-runs cannot be timed there.");
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertRefused(GOOD.replace("n8n", "n8m"), "queries[0].source", "did you mean \"n8n\"?");
    assertRefused(GOOD + ", " + GOOD, "queries[1].name", "There is another query \"open-runs\"");
    assertRefused(
        GOOD.replace("'SELECT 1'", "'DELETE FROM a'"),
        "queries[0].at-source",
        "begins with SELECT or WITH");
    assertRefused(
        GOOD.replace("'SELECT 1'", "'SELECTED'"), "queries[0].at-source", "SELECT or WITH");
    assertRefused(GOOD.replace("open-runs", "Open"), "queries[0].name", "lower-case letters");
    assertRefused(
        GOOD.replace(", at-target", ", at-the-target"), "queries[0]", "\"at-target\" is missing");
  }

  @Test
  void refusesARatioThatIsNone() {
    for (String ratio : new String[] {"0", "1e3", "'1.1'", ".inf", "-1.1", "1001"}) {
      String file =
          ExampleFile.with("cutover:\n", "cutover:\n  queries-max-ratio: " + ratio + "\n");

      assertThatThrownBy(() -> MigrationFile.parse(file))
          .as(ratio)
          .hasMessageContaining("cutover.queries-max-ratio");
    }
  }

  private static void assertRefused(String queries, String place, String message) {
    assertThatThrownBy(() -> MigrationFile.parse(ExampleFile.text() + queries(queries)))
        .hasMessageContaining(place)
        .hasMessageContaining(message);
  }

  private static String queries(String items) {
    return "\nqueries: [" + items + "]\n";
  }
}
