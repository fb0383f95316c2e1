package io.tributary.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.plan.source.SchemaChanges;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;

/** A migration whose rows are copied in small chunks, three at a time. */
abstract class CopyScenario {
  static final String CHUNKS = "SELECT count(*) FROM tributary.copy_chunk";
  static final String DONE = CHUNKS + " WHERE state = 'DONE'";
  static final String LATER = DONE + " AND later";

  @Inject ApplyService apply;
  final ForcedCopyHooks hooks = new ForcedCopyHooks();
  ChangingMigration move;

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  void create(String... statements) throws Exception {
    move = new ChangingMigration(apply, SchemaChanges.STOP, hooks, statements);
  }

  void begin() {
    move.prepare();
    move.capture();
    move.resume();
  }

  boolean complete() {
    return move.status().snapshotComplete();
  }

  void awaitComplete() {
    await()
        .atMost(ChangingMigration.LIMIT)
        .untilAsserted(
            () -> {
              assertThat(move.status().error()).isNull();
              assertThat(complete()).isTrue();
            });
  }

  String slot() {
    return move.target
        .rows("SELECT detail FROM tributary.preparation WHERE item = 'start-point'")
        .get(0);
  }

  int number(String sql) {
    return Integer.parseInt(move.target.rows(sql).get(0));
  }

  static void die() {
    throw new IllegalStateException("killed by the test");
  }
}
