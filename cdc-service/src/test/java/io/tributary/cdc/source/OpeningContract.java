package io.tributary.cdc.source;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.fixture.CuttingProxy;
import io.tributary.fixture.PostgresFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Opening a target whose source is fenced, at every kind of source. */
interface OpeningContract extends ContractedSource {

  @Test
  default void opensATargetWhoseSourceRefusesWrites() throws Exception {
    // given: every step is done twice, the second time by a process that knows nothing
    SourceKinds kinds = kinds();
    SourceKinds other = kinds();
    kinds.of(moving()).prepare();
    other.of(moving()).prepare();
    assertThatThrownBy(() -> target().runAsApplication(addition(5, "early")))
        .hasMessageContaining("closed to writes");
    outlast(() -> kinds.of(moving()).capture());
    outlast(() -> other.of(moving()).capture());
    awaitCaptured(kinds);
    kinds.of(moving()).finishAfterSnapshot();
    other.of(moving()).finishAfterSnapshot();
    List<String> before = definitions();
    kinds.of(moving()).rehearse();
    kinds.of(moving()).rehearse();
    assertThat(definitions()).isEqualTo(before);
    add(2, "rehearsed");

    // when
    FenceObserved fence = kinds.of(moving()).raiseFence("token-1", soon());

    // then
    assertThat(fence.token()).isEqualTo("token-1");
    assertThat(fence.position()).isPositive();
    assertThat(fence.fencedAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(other.of(moving()).raiseFence("token-1", soon())).isEqualTo(fence);
    assertThat(other.of(moving()).standingFence()).contains(fence);
    assertThatThrownBy(() -> add(3, "late")).hasMessageContaining("moved to");
    assertThat(other.of(moving()).opened()).isFalse();
    opensNothingThatIsKeptAsideUnaccepted(kinds, other);
    kinds.of(moving()).checkDrained();
    kinds.of(moving()).open();
    kinds.of(moving()).endRehearsal();
    other.of(moving()).open();
    assertThat(other.of(moving()).opened()).isTrue();
    other.of(moving()).removeGate();
    kinds.of(moving()).removeGate();
    target().runAsApplication(addition(6, "ours"));
    assertThatThrownBy(() -> other.of(moving()).removeTarget())
        .hasMessageContaining("open to its application");
    outlast(() -> kinds.of(moving()).removeCapture());
    outlast(() -> other.of(moving()).removeCapture());
    assertThatThrownBy(() -> add(3, "forgotten writer")).hasMessageContaining("moved to");
  }

  @Test
  default void findsThatATargetIsOpenWhoseOpeningWasNotAnswered() throws Exception {
    // given: a fenced source, whose target is reached by way of a proxy
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    kinds.of(moving()).finishAfterSnapshot();
    kinds.of(moving()).raiseFence("token-1", soon());
    try (CuttingProxy proxy = new CuttingProxy(PostgresFixture.target())) {
      SourceDriver cut =
          kinds.of(new MovingSource(target().migrationThrough(proxy.port(), source()), source()));
      proxy.cutBehind("COMMIT");

      // when
      assertThatThrownBy(cut::open).isInstanceOf(TributaryException.class);

      // then: the facts are read again, and only one side takes writes
      assertThat(proxy.cuts()).isEqualTo(1);
      Instant asked = Instant.now();
      assertThat(cut.opened()).isTrue();
      assertThat(cut.settledFence()).map(FenceObserved::token).contains("token-1");
      assertThat(Instant.now()).isBefore(asked.plusSeconds(30));
      target().runAsApplication(addition(6, "ours"));
      assertThatThrownBy(() -> add(3, "late")).hasMessageContaining("moved to");
      assertThatThrownBy(() -> cut.liftFence("token-1"))
          .hasMessageContaining("target is open to its application");
      // and: to open it again changes nothing
      cut.open();
      cut.removeGate();
      target().runAsApplication(addition(7, "ours too"));
      assertThatThrownBy(() -> add(4, "late")).hasMessageContaining("moved to");
    }
    outlast(() -> kinds.of(moving()).removeCapture());
  }

  /** Whoever asks counts by himself, whatever was counted before and by whom. */
  private void opensNothingThatIsKeptAsideUnaccepted(SourceKinds kinds, SourceKinds other) {
    String stream = "'%s', '%s'".formatted(stream().migration(), stream().source());
    Map<String, String> aside =
        Map.of(
            "TRB-CUTOVER-DEAD-LETTERS",
            "INSERT INTO tributary.dead_letter (migration, source, table_name, row_key, topic_offset, position, change, cause, at) VALUES (%s, 'app.item', '[]', 1, 1, '{}', '{}', now())"
                .formatted(stream),
            "TRB-CUTOVER-QUARANTINED",
            "INSERT INTO tributary.quarantine (migration, source, source_table, source_key, reason, detail, source_row, position, at) VALUES (%s, 'main.item', '[\"1\"]', 'ORPHAN', '', '[]', 1, now())"
                .formatted(stream));
    aside.forEach(
        (code, row) -> {
          target().run(row);
          for (SourceKinds each : List.of(kinds, other)) {
            for (Runnable step :
                List.<Runnable>of(
                    () -> each.of(moving()).checkDrained(), () -> each.of(moving()).open())) {
              assertThatThrownBy(step::run)
                  .isInstanceOfSatisfying(
                      TributaryException.class, e -> assertThat(e.report().code()).isEqualTo(code))
                  .hasMessageContaining("source " + source().name());
            }
            each.of(moving()).endRehearsal();
          }
          target().run("DELETE FROM tributary.dead_letter; DELETE FROM tributary.quarantine");
        });
    assertThat(other.of(moving()).opened()).isFalse();
  }
}
