package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.common.plan.rule.ConversionRules;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Others use a file while much comes back into it. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class OthersTurnIT {
  private static final int TRANSACTIONS = 20;
  private static final int ROWS = 6_000;

  /** Patient, since a busy machine takes long; whether they starve shows in how often they came. */
  private static final int BUSY_MILLIS = 60_000;

  @Inject ApplyService apply;
  private TwoWayFile move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayFile(
            apply,
            ConversionRules.UNSAID,
            "PRAGMA journal_mode = delete; CREATE TABLE line (id INTEGER PRIMARY KEY, said TEXT UNIQUE)");
    move.begin();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void whoWaitsForTheFileGetsItWhileABacklogComesHome() {
    // given
    move.change(move.out);
    apply.stop(move.back.stream());
    for (int i = 0; i < TRANSACTIONS; i++) {
      move.target.run(
          "INSERT INTO app.line SELECT n, md5(n::text) FROM generate_series(%d, %d) n"
              .formatted(i * ROWS + 1, (i + 1) * ROWS));
    }

    // when
    move.start(move.back, move.homeward());
    List<Long> seen = new ArrayList<>();
    await()
        .atMost(TwoWayStreams.LIMIT)
        .until(
            () -> {
              seen.add(lookedInWithALock());
              return seen.get(seen.size() - 1) == (long) TRANSACTIONS * ROWS;
            });

    // then nobody was turned away, and they came in between all the time
    assertThat(seen).as("rows as others saw them").isSorted();
    assertThat(new TreeSet<>(seen)).as("states that they saw").hasSizeGreaterThan(5);
    assertThat(move.status(move.back).error()).isNull();
  }

  /** The rows that another process finds, which waits as applications do, and locks as writers. */
  private long lookedInWithALock() {
    List<String> printed =
        move.lines(
            "PRAGMA busy_timeout = %d; BEGIN IMMEDIATE; SELECT count(*) FROM line; COMMIT"
                .formatted(BUSY_MILLIS));
    return Long.parseLong(printed.get(printed.size() - 1));
  }
}
