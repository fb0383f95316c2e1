package io.tributary.orchestrator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.evidence.CanonicalJson;
import io.tributary.common.evidence.SignedReport;
import io.tributary.common.evidence.SigningKey;
import io.tributary.common.plan.Migration;
import io.tributary.common.secret.SecretRef;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.evidence.EvidenceSettings;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.store.EvidenceEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report of each change of sides is kept once, whatever dies in between. */
class EvidenceIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory;

  private OrchestratorBench bench;

  @BeforeEach
  void start() {
    bench = new OrchestratorBench();
  }

  @AfterEach
  void stop() throws InterruptedException {
    bench.close();
  }

  @Test
  void keepsWhatWasVerifiedAlthoughTheOrchestratorDiesAndTheVerdictsAreOverwritten() {
    // given an instance that dies between the decision to open and the end of the cutover
    Migration plan = Plans.cutover(60_000, bench.plan("shop", "a", "b"));
    Orchestrator first = bench.active("same");
    OrchestratorBench.replicate(first, plan);
    bench.services.deafTo.add(MigrationGoal.OPEN);
    OrchestratorBench.order(first, plan, Order.cutover("c-1"));
    await().atMost(LONG).until(() -> bench.services.goals("shop").contains(MigrationGoal.OPEN));
    first.abandon();

    // when the validator has been started again, and knows nothing of the cutover
    Sightings later = new Sightings("shop", 99, Instant.now());
    bench.services.publish(later.validation("a", null, Verdict.FAILED));
    bench.services.publish(later.validation("b", null, Verdict.FAILED));
    bench.services.deafTo.clear();
    try (Orchestrator second = bench.active("same")) {
      OrchestratorBench.awaitState(second, plan, "Switched");

      // then
      assertThat(entries(second)).extracting(EvidenceEntry::cutoverId).containsExactly("c-1");
      JsonNode report = CanonicalJson.read(kept(second, "c-1").report());
      assertThat(report.at("/streams").findValuesAsText("stream")).containsExactly("a", "b");
      assertThat(report.at("/streams").findValuesAsText("verdict")).containsOnly("EQUAL");
      assertThat(report.at("/change/steps").findValuesAsText("step")).endsWith("DONE");
    }
  }

  @Test
  void signsAndWritesWithTheNextInstanceWhatTheFirstOneCouldNot() throws Exception {
    // given an orchestrator whose key is not there
    Path key = directory.resolve("key");
    Path files = directory.resolve("evidence");
    EvidenceSettings settings =
        new EvidenceSettings(
            "test", Optional.of(SecretRef.file(key.toString())), Optional.of(files));
    Migration plan = bench.returning("shop", "a");
    Orchestrator first = bench.active("same", settings);
    OrchestratorBench.replicate(first, plan);
    // when
    OrchestratorBench.order(first, plan, Order.cutover("c-1"));
    OrchestratorBench.awaitState(first, plan, "Switched");
    // then the cutover is done, and its report is there
    SignedReport unsigned = kept(first, "c-1");
    assertThat(unsigned.signature()).isEmpty();
    assertThat(files).doesNotExist();
    first.abandon();

    // when the key is there
    Files.writeString(key, SigningKey.fresh());
    try (Orchestrator second = bench.active("same", settings)) {
      Path file = files.resolve("shop-c-1.json");
      await().atMost(LONG).until(() -> Files.exists(file));

      // then
      SignedReport signed = SignedReport.read(Files.readString(file));
      assertThat(signed.intact()).isTrue();
      assertThat(signed.report()).isEqualTo(unsigned.report());
      assertThat(kept(second, "c-1")).isEqualTo(signed);

      // and when it is taken back
      rollback(second, plan, "r-1");
      await().atMost(LONG).until(() -> Files.exists(files.resolve("shop-r-1.json")));
      // then
      assertThat(entries(second))
          .extracting(EvidenceEntry::cutoverId, EvidenceEntry::direction, EvidenceEntry::signed)
          .containsExactly(tuple("c-1", "cutover", true), tuple("r-1", "rollback", true));
      assertThat(kept(second, "c-1")).as("as before").isEqualTo(signed);
    }
  }

  @Test
  void keepsNothingOfACutoverThatWasUndone() {
    Migration plan = bench.plan("shop", "a");
    try (Orchestrator orchestrator = bench.active("same")) {
      OrchestratorBench.replicate(orchestrator, plan);
      bench.services.verification = Verdict.DIFFERENT;

      OrchestratorBench.order(orchestrator, plan, Order.cutover("c-1"));
      await().atMost(LONG).until(() -> !OrchestratorBench.lastError(orchestrator, plan).isEmpty());
      OrchestratorBench.awaitState(orchestrator, plan, "Replicating");

      assertThat(entries(orchestrator)).isEmpty();
    }
  }

  @Test
  void staysAsItIsAlsoForASuperuserWhoReplicates() throws SQLException {
    Migration plan = bench.plan("shop", "a");
    try (Orchestrator orchestrator = bench.active("same")) {
      OrchestratorBench.replicate(orchestrator, plan);
      OrchestratorBench.order(orchestrator, plan, Order.cutover("c-1"));
      OrchestratorBench.awaitState(orchestrator, plan, "Switched");
    }

    try (Connection session = bench.server.connect(bench.target.database());
        Statement statement = session.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      for (String sql :
          List.of(
              "UPDATE tributary.evidence SET report = '{}'",
              "DELETE FROM tributary.evidence",
              "UPDATE tributary.verification SET streams = '[]'",
              "TRUNCATE tributary.evidence_signature")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .hasMessageContaining("only ever added to");
      }
    }
  }

  private void rollback(Orchestrator orchestrator, Migration plan, String id) {
    Order order = new Order.Rollback(id, Optional.of(id), GateLook.NONE);
    await()
        .atMost(LONG)
        .until(
            () ->
                OrchestratorBench.order(orchestrator, plan, order) instanceof OrderReply.Accepted);
    OrchestratorBench.awaitState(orchestrator, plan, "Replicating");
  }

  private static List<EvidenceEntry> entries(Orchestrator orchestrator) {
    return orchestrator.migrations().ask("shop", session -> session.evidence().entries("shop"));
  }

  private static SignedReport kept(Orchestrator orchestrator, String id) {
    return orchestrator
        .migrations()
        .ask("shop", session -> session.evidence().report("shop", id))
        .orElseThrow();
  }
}
