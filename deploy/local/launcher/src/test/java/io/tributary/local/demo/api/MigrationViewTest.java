package io.tributary.local.demo.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class MigrationViewTest {

  @Test
  void isReadyOnceStreamingAndEveryTableEqual() throws Exception {
    assertThat(view("STREAMING", 1, "EQUAL").ready("s")).isTrue();
    assertThat(view("SNAPSHOT", 1, "EQUAL").ready("s")).isFalse();
    assertThat(view("STREAMING", 0, "EQUAL").ready("s")).isFalse();
    assertThat(view("STREAMING", 1, "UNSETTLED").ready("s")).isFalse();
    assertThat(view("STREAMING", 1, "EQUAL").ready("other")).isFalse();
  }

  @Test
  void readsProgressAndProblem() throws Exception {
    // when
    MigrationView view = view("STREAMING", 1, "EQUAL");

    // then
    assertThat(view.state()).isEqualTo("Replicating");
    assertThat(view.problem()).isEqualTo("too late");
    assertThat(view.sourceNamed("s"))
        .isEqualTo(new SourceView("s", "STREAMING", true, 5, -1, 7, 900, 3, 8, ""));
    assertThat(view.cutoverId()).isEqualTo("c1");
    assertThat(view.verifiedTablesOf("s")).isEqualTo(view.tables());
    assertThat(view.tables())
        .containsExactly(new TableView("s", "public.t", "x.t", 5, 5, 0, "EQUAL", 0));
  }

  @Test
  void readsTheStreamOfAWayBackAsOneOfItsOwn() throws Exception {
    // when
    MigrationView view =
        MigrationView.of(
            new ObjectMapper()
                .readTree(
                    """
                    {"state": "Replicating", "cutover": {"id": "r1"},
                     "sources": [{"name": "s", "phase": "STREAMING",
                       "validation": {"verifiedCutoverId": "c1", "verdicts": []},
                       "wayBack": {"name": "s.back", "phase": "STREAMING", "achieved": true,
                         "validation": {"passes": 1, "verifiedCutoverId": "r1", "verdicts": [
                           {"table": "x.t", "target": "public.t", "sourceRows": 5,
                            "targetRows": 5, "verdict": "EQUAL"}]}}}]}
                    """));

    // then
    assertThat(view.sources()).extracting(SourceView::source).containsExactly("s", "s.back");
    assertThat(view.verifiedTablesOf("s")).isEmpty();
    assertThat(view.verifiedTablesOf("s.back"))
        .containsExactly(new TableView("s.back", "x.t", "public.t", 5, 5, 0, "EQUAL", 0));
  }

  private static MigrationView view(String phase, int passes, String verdict) throws Exception {
    String json =
        """
        {"name": "demo", "state": "Replicating", "error": {"code": "C", "message": "too late"},
         "cutover": {"id": "c1"},
         "sources": [{"name": "s", "phase": "%s", "achieved": true,
           "stream": {"snapshotRows": 5, "changes": 7, "bytes": 900,
             "lagP50Millis": 3, "lagP99Millis": 8},
           "validation": {"passes": %d, "verifiedCutoverId": "c1", "verdicts": [{"source": "s",
             "table": "public.t", "target": "x.t", "sourceRows": 5, "targetRows": 5,
             "quarantinedRows": 0, "verdict": "%s", "differenceCount": 0}]}}]}
        """
            .formatted(phase, passes, verdict);
    return MigrationView.of(new ObjectMapper().readTree(json));
  }
}
