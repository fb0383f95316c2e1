package io.tributary.local.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrintedSummaryTest {

  @Test
  void keepsTheColumnsUnderTheirHeadingsWhenASourceHasALongName() {
    // given
    TableResult brief = new TableResult("n8n", "public.a", "n8n.a", 1, 1, 0, "EQUAL");
    TableResult wide = new TableResult("stoic-emperor", "main.b", "stoic.b", 1, 1, 0, "EQUAL");
    DemoResult result =
        new DemoResult(
            DemoResult.CUT_OVER,
            0,
            0,
            2,
            2,
            List.of(new RoundResult(RoundDirection.CUTOVER, 3, List.of(brief, wide), List.of())),
            List.of(),
            "");

    // when
    List<String> lines = PrintedSummary.text(result).lines().toList();

    // then
    int tables = lines.get(0).indexOf("TABLE");
    assertThat(lines.get(1).indexOf("public.a")).isEqualTo(tables);
    assertThat(lines.get(2).indexOf("main.b")).isEqualTo(tables);
  }
}
