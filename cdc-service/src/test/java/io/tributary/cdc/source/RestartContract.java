package io.tributary.cdc.source;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.source.kinds.SourceKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A source that begins anew while its migration goes on, at every kind of source. */
interface RestartContract extends ContractedSource {

  @Test
  default void beginsAnewWhateverWasMissed() throws Exception {
    // given
    List<String> targetBefore = target().traces();
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    assertThat(kinds.of(moving()).begunAnew()).isZero();
    target()
        .run(
            """
            INSERT INTO tributary.quarantine
              (migration, source, source_table, source_key, reason, detail, source_row, position, at)
            VALUES ('%1$s', '%2$s', 't', '["1"]', 'r', 'd', '{}', 1, now());
            INSERT INTO tributary.key_map VALUES ('%1$s', '%2$s', 't', '1', '1');
            INSERT INTO tributary.dead_letter
              (migration, source, table_name, row_key, topic_offset, position, change, cause, at)
            VALUES ('%1$s', '%2$s', 't', '1', 1, 1, '{}', '{}', now())\
            """
                .formatted(stream().migration(), stream().source()));

    // when it is removed and noted, each by a process that knows of nothing, and each twice
    for (int time = 0; time < 2; time++) {
      SourceKinds others = kinds();
      outlast(() -> others.of(moving()).removeCapture());
      kinds().of(moving()).removeTarget();
    }
    kinds().of(moving()).beginAnew(7);
    kinds().of(moving()).beginAnew(7);

    // then
    assertThat(kinds().of(moving()).begunAnew()).isEqualTo(7);
    assertThat(kept("quarantine")).isEqualTo(kept("key_map")).isEqualTo(kept("dead_letter"));
    assertThat(kept("quarantine")).containsExactly("0");

    // when somebody comes late who has not heard of that
    List<String> removed = new ArrayList<>();
    boolean late = kinds().of(moving()).unlessBegunAnew(7, () -> removed.add("late"));
    boolean again = kinds().of(moving()).unlessBegunAnew(8, () -> removed.add("again"));

    // then
    assertThat(late).isFalse();
    assertThat(again).isTrue();
    assertThat(removed).containsExactly("again");

    // when
    SourceKinds next = kinds();
    next.of(moving()).prepare();
    outlast(() -> next.of(moving()).capture());
    awaitCaptured(next);

    // then the note stays as long as what was made after it
    assertThat(next.of(moving()).begunAnew()).isEqualTo(7);
    assertThat(target().column("SELECT nspname FROM pg_namespace WHERE nspname = 'app'"))
        .containsExactly("app");
    next.of(moving()).standDown();
    outlast(() -> next.of(moving()).removeCapture());
    next.of(moving()).removeTarget();
    assertThat(next.of(moving()).begunAnew()).isZero();
    assertThat(target().traces()).isEqualTo(targetBefore);
    assertThat(target().kept()).isEmpty();
  }

  @Test
  default void isNotBegunAnewWhileSomebodyStillRemoves() throws Exception {
    // given
    kinds().of(moving()).prepare();
    CountDownLatch removing = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    CompletableFuture<Boolean> removal =
        CompletableFuture.supplyAsync(
            () ->
                kinds()
                    .of(moving())
                    .unlessBegunAnew(
                        7,
                        () -> {
                          removing.countDown();
                          awaiting(done);
                        }));
    awaiting(removing);

    // when
    CompletableFuture<Void> noting =
        CompletableFuture.runAsync(() -> outlast(() -> kinds().of(moving()).beginAnew(7)));

    // then
    await()
        .until(
            () ->
                target()
                    .column(
                        "SELECT count(*)::text FROM pg_locks"
                            + " WHERE locktype = 'advisory' AND NOT granted")
                    .equals(List.of("1")));
    assertThat(kinds().of(moving()).begunAnew()).isZero();
    done.countDown();
    assertThat(removal.get(30, TimeUnit.SECONDS)).isTrue();
    noting.get(30, TimeUnit.SECONDS);
    assertThat(kinds().of(moving()).begunAnew()).isEqualTo(7);
    kinds().of(moving()).removeTarget();
  }

  private static void awaiting(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> kept(String table) {
    return target().column("SELECT count(*)::text FROM tributary." + table);
  }
}
