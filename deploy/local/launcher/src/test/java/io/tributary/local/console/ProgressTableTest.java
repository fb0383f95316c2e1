package io.tributary.local.console;

import static org.assertj.core.api.Assertions.assertThat;

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
}
