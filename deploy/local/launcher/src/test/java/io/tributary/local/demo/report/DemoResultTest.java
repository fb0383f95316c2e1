package io.tributary.local.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.local.demo.api.TableView;
import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.sample.SampleList;
import io.tributary.local.demo.sample.SampleTable;
import io.tributary.local.demo.writer.SampleWrite;
import io.tributary.local.demo.writer.SampleWrite.Kind;
import io.tributary.local.demo.writer.WriteLedger;
import io.tributary.local.demo.writer.WriteSide;
import io.tributary.local.demo.writer.WriterResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoResultTest {
  private static final DemoSample LETTA = SampleList.named(List.of("letta")).get(0);
  private static final TableView EQUAL =
      new TableView("letta", "public.prompts", "letta_agents.prompts", 9, 9, 0, "EQUAL", 0);

  @Test
  void succeedsOnlyWhenCutOverWithEveryTableEqualAndNoProblem() {
    assertThat(result("EQUAL").succeeded()).isTrue();
    assertThat(result("source has 2 rows, target 1").succeeded()).isFalse();
    assertThat(result("EQUAL", "t a is lost").succeeded()).isFalse();
    assertThat(DemoResult.failed("no disk").succeeded()).isFalse();
  }

  @Test
  void succeedsOnlyWhenEveryRoundWasEqualAndLostNothing() {
    // given
    RoundResult equal = round(RoundDirection.CUTOVER, "EQUAL");
    RoundResult different = round(RoundDirection.ROLLBACK, "source has 2 rows, target 1");
    RoundResult losing = round(RoundDirection.ROLLBACK, "EQUAL", "t a is lost");
    RoundResult empty = new RoundResult(RoundDirection.ROLLBACK, 1, List.of(), List.of());

    // then
    assertThat(result(equal, round(RoundDirection.ROLLBACK, "EQUAL"), equal).succeeded()).isTrue();
    assertThat(result(equal, different, equal).succeeded()).isFalse();
    assertThat(result(equal, losing, equal).succeeded()).isFalse();
    assertThat(result(equal, empty, equal).succeeded()).isFalse();
    assertThat(result(equal, losing, equal).problems())
        .containsExactly("change 2, rollback: acknowledged write: t a is lost");
    assertThat(result(equal, different, equal).problems())
        .containsExactly("change 2, rollback: table x.t: source has 2 rows, target 1");
  }

  @Test
  void reportsEachRound() throws Exception {
    // given
    DemoResult result =
        result(
            round(RoundDirection.CUTOVER, "EQUAL"),
            round(RoundDirection.ROLLBACK, "source has 2 rows, target 1", "t a is lost"),
            new RoundResult(
                RoundDirection.CUTOVER,
                520,
                List.of(new TableResult("s", "public.t", "x.t", 3, 3, 0, "EQUAL")),
                List.of()));

    // when
    JsonNode json = new ObjectMapper().readTree(JsonReport.json(result));

    // then
    assertThat(json.path("rounds"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    [{"direction": "cutover", "writePauseMillis": 480, "tables": 1, "equal": 1,
                      "lostWrites": 0},
                     {"direction": "rollback", "writePauseMillis": 480, "tables": 1, "equal": 0,
                      "lostWrites": 1},
                     {"direction": "cutover", "writePauseMillis": 520, "tables": 1, "equal": 1,
                      "lostWrites": 0}]
                    """));
    assertThat(json.path("writePauseMillis").asInt()).isEqualTo(520);
    assertThat(json.path("tables").findValuesAsText("sourceRows")).containsExactly("3");
    assertThat(PrintedSummary.text(result))
        .contains(
            "rollback  write pause 480 ms, 0 of 1 tables equal, 1 acknowledged writes lost",
            "PROBLEM: change 2, rollback: acknowledged write: t a is lost");
  }

  @Test
  void reportsWhatTheSummaryShows() throws Exception {
    // given
    DemoResult result = result("EQUAL");

    // when
    JsonNode json = new ObjectMapper().readTree(JsonReport.json(result));

    // then
    assertThat(json)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"status": "cut-over", "writePauseMillis": 480,
                     "lagMillis": {"p50": 3, "p99": 20}, "rows": 100, "bytes": 5000,
                     "tables": [{"source": "s", "table": "public.t", "target": "x.t",
                       "sourceRows": 2, "targetRows": 2, "quarantinedRows": 0,
                       "verdict": "EQUAL"}]}
                    """));
    assertThat(PrintedSummary.text(result))
        .contains("public.t", "x.t", "1 of 1 tables equal", "longest write pause: 480 ms");
  }

  @Test
  void takesWritesMadeSinceTheCutoverOutOfTheCount() {
    // given
    WriteLedger ledger = new WriteLedger();
    SampleTable prompts = LETTA.tables().get(0);
    ledger.acknowledge(
        List.of(new SampleWrite(prompts, Kind.INSERT, "demo-1", null, "v")), WriteSide.TARGET);

    // then
    assertThat(judged(9, 10L, EQUAL, ledger).verdict()).isEqualTo("EQUAL");
    assertThat(judged(9, 10L, EQUAL, ledger).targetRows()).isEqualTo(9);
    assertThat(judged(9, 9L, EQUAL, ledger).verdict()).contains("source has 9 rows, target 8");
  }

  @Test
  void takesAVerdictFromTheOtherSideForTheSameTable() {
    // given
    TableView back =
        new TableView("letta.back", "letta_agents.prompts", "public.prompts", 9, 9, 0, "EQUAL", 0);
    TableView different =
        new TableView(
            "letta.back", "letta_agents.prompts", "public.prompts", 9, 9, 0, "DIFFERENT", 2);

    // then
    WriteLedger none = new WriteLedger();
    assertThat(judged(9, 9L, back, none).verdict()).isEqualTo("EQUAL");
    assertThat(judged(9, 9L, different, none).verdict()).isEqualTo("DIFFERENT, 2 rows differ");
  }

  @Test
  void saysWhenATableIsMissingOrWasNotVerified() {
    // given
    WriteLedger none = new WriteLedger();

    // then
    assertThat(judged(9, null, EQUAL, none).verdict()).contains("missing");
    assertThat(judged(9, 9L, null, none).verdict()).contains("not verified");
  }

  private static TableResult judged(
      long source, Long target, TableView verdict, WriteLedger ledger) {
    Map<String, Long> there = target == null ? Map.of() : Map.of("prompts", target);
    return new TableJudgement(
            LETTA,
            Map.of("prompts", source),
            Map.of("letta_agents", there),
            verdict == null ? List.of() : List.of(verdict),
            ledger::addedAtTarget,
            ledger.certain())
        .tables()
        .get(0);
  }

  private static DemoResult result(String verdict, String... lost) {
    return result(round(RoundDirection.CUTOVER, verdict, lost));
  }

  private static RoundResult round(RoundDirection direction, String verdict, String... lost) {
    return new RoundResult(
        direction,
        480,
        List.of(new TableResult("s", "public.t", "x.t", 2, 2, 0, verdict)),
        List.of(lost));
  }

  private static DemoResult result(RoundResult... rounds) {
    return new DemoResult(
        DemoResult.CUT_OVER,
        3,
        20,
        100,
        5000,
        List.of(rounds),
        List.of(new WriterResult("s", 900, 100, 480), new WriterResult("r", 900, 100, 310)),
        "");
  }
}
