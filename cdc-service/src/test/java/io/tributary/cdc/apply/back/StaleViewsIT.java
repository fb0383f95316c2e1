package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.PlainDatabase;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.ErrorReport;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PrintedCommands;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the application computes from its tables is not what it was before it had left the side. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class StaleViewsIT {
  private static final String NOTED =
      "SELECT count(*) FROM tributary.preparation WHERE item = 'schema.stale-views'";

  @Inject ApplyService apply;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayMigration(
                apply,
                "CREATE TABLE item (id int PRIMARY KEY)",
                "INSERT INTO item VALUES (1)",
                "CREATE MATERIALIZED VIEW inner_one AS SELECT id FROM item",
                "CREATE UNIQUE INDEX ON inner_one (id)",
                "CREATE VIEW between_them AS SELECT id FROM inner_one",
                "CREATE MATERIALIZED VIEW outer_one AS SELECT count(*) AS n FROM between_them",
                "CREATE MATERIALIZED VIEW divided AS SELECT 6 / (9 - id) AS n FROM item",
                "CREATE MATERIALIZED VIEW never AS SELECT id FROM item WITH NO DATA")
            .started();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void areRefreshedAtEachSideThatIsOpenedAgain() throws Exception {
    // given
    move.change(move.out);
    assertCounts(move.target, "app", 1);
    move.target.run("INSERT INTO app.item VALUES (2)");

    // when
    SourceDriver homeward = move.close(move.back);
    move.open(homeward);
    // then
    awaitRefreshed(homeward, move.source, "public", 2);

    // when
    move.source.run("INSERT INTO item VALUES (3)");
    SourceDriver outward = move.close(move.out);
    move.open(outward);
    // then
    awaitRefreshed(outward, move.target, "app", 3);
    for (PlainDatabase side : List.of(move.source, move.target)) {
      assertThat(side.rows("SELECT relispopulated FROM pg_class WHERE relname = 'never'"))
          .containsExactly("f");
    }
  }

  @Test
  void areRefreshedByAServiceThatKnowsNothingOfTheOpeningWhichNoReaderHoldsUp() throws Exception {
    // given
    move.change(move.out);
    move.target.run("INSERT INTO app.item VALUES (2)");
    try (Connection reader = move.asLegacyApplication();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT FROM outer_one");
      // when
      move.change(move.back);
      // then
      move.source.run("INSERT INTO item VALUES (3)");
    }

    // when
    SourceDriver another = move.homeward();
    // then
    awaitRefreshed(another, move.source, "public", 3);
  }

  @Test
  void areToldInTheStatusWhileOneOfThemCannotBeRefreshed() throws Exception {
    // given a view that fails by what the target's application has written
    move.change(move.out);
    move.target.run("INSERT INTO app.item VALUES (9)");

    // when
    SourceDriver homeward = move.close(move.back);
    move.open(homeward);

    // then it is told before anybody has looked
    ErrorReport pending = homeward.captureStatus().warnings().get(0);
    assertThat(pending.code()).isEqualTo("TRB-SCHEMA-VIEWS-STALE");
    assertThat(pending.message())
        .contains("3 materialized views of source legacy hold what they held", "are refreshed now");

    // then the others are refreshed all the same
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(
            () -> {
              homeward.supervise();
              assertThat(homeward.captureStatus().warnings()).singleElement().isNotEqualTo(pending);
            });
    ErrorReport told = homeward.captureStatus().warnings().get(0);
    assertThat(told.code()).isEqualTo("TRB-SCHEMA-VIEWS-STALE");
    assertThat(told.fields().get(ErrorReport.SAID))
        .contains("`REFRESH MATERIALIZED VIEW public.divided;`", "The status says why")
        .doesNotContain("division");
    assertThat(told.message())
        .contains(
            "1 materialized views of source legacy hold what they held",
            "`REFRESH MATERIALIZED VIEW public.divided;` said: ",
            "division by zero",
            "tried again each minute");
    assertCounts(move.source, "public", 2);

    // when mended, and looked at by a service that knows nothing of it
    move.source.run("DELETE FROM item WHERE id = 9");
    PrintedCommands.run(told.message(), PostgresFixture.source(), move.database());
    SourceDriver another = move.homeward();
    // then
    awaitRefreshed(another, move.source, "public", 1);
    assertThat(another.captureStatus().warnings()).isEmpty();
  }

  private static void awaitRefreshed(
      SourceDriver driver, PlainDatabase side, String schema, int rows) {
    await()
        .atMost(TwoWayStreams.LIMIT)
        .until(
            () -> {
              driver.supervise();
              return side.rows(NOTED).equals(List.of("0"));
            });
    assertCounts(side, schema, rows);
  }

  private static void assertCounts(PlainDatabase side, String schema, int rows) {
    assertThat(side.rows("SELECT n FROM " + schema + ".outer_one"))
        .containsExactly(String.valueOf(rows));
    assertThat(side.rows("SELECT count(*) FROM " + schema + ".inner_one"))
        .containsExactly(String.valueOf(rows));
  }
}
