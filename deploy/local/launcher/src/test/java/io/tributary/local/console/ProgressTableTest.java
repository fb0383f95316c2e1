package io.tributary.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTableTest {
  private static final ProgressRow LETTA =
      new ProgressRow("letta", "STREAMING", 1135, 100, 20_000, 12, 45, "41 of 41 tables equal");
  private static final ProgressRow N8N =
      new ProgressRow("n8n", "SNAPSHOT", 540, 42, 0, 0, 0, "not yet");

  @Test
  void alignsEverySourceBelowTheHeading() {
    // when
    List<String> lines = ProgressTable.table(List.of(LETTA, N8N)).lines().toList();

    // then
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).contains("letta", "STREAMING", "1,135", "20,000", "12 ms", "45 ms");
    assertThat(lines.get(2)).contains("540 42%");
    assertThat(lines.get(1)).doesNotContain("100%");
    assertThat(lines.get(1).indexOf("41 of 41")).isEqualTo(lines.get(2).indexOf("not yet"));
    assertThat(lines.get(0).indexOf("VALIDATION")).isEqualTo(lines.get(2).indexOf("not yet"));
  }

  @Test
  void redrawsOverItselfOnATerminal() {
    // given
    StringWriter written = new StringWriter();
    ProgressScreen screen = new ProgressScreen(new PrintWriter(written), true);

    // when
    screen.show(List.of(LETTA, N8N));
    screen.show(List.of(LETTA, N8N));
    screen.leave();
    screen.show(List.of(LETTA, N8N));

    // then
    assertThat(written.toString().split("\u001b\\[3A\u001b\\[J", -1)).hasSize(2);
  }

  @Test
  void writesAPlainLineOnlyWhenAPhaseChangesOrTimeHasPassed() {
    // given
    StringWriter written = new StringWriter();
    ProgressScreen screen = new ProgressScreen(new PrintWriter(written), false);

    // when
    screen.show(List.of(N8N));
    screen.show(List.of(N8N));
    screen.show(List.of(LETTA));

    // then
    assertThat(written.toString().lines()).hasSize(2);
    assertThat(written.toString()).doesNotContain("\u001b");
  }
}
