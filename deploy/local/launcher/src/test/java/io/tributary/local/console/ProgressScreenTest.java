package io.tributary.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class ProgressScreenTest {
  private static final ProgressRow LETTA =
      new ProgressRow("letta", "STREAMING", 1135, 100, 20_000, 12, 45, "41 of 41 tables equal");
  private static final ProgressRow N8N =
      new ProgressRow("n8n", "SNAPSHOT", 540, 42, 0, 0, 0, "not yet");

  private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
  private final StringWriter plain = new StringWriter();

  @Test
  void redrawsOverItselfOnATerminal() throws IOException {
    // given
    ProgressScreen screen = screen("xterm", 120);

    // when
    screen.show(List.of(LETTA));
    screen.show(List.of(N8N));

    // then
    assertThat(text().split("SOURCE", -1)).hasSize(2);
    assertThat(text()).contains("STREAMING", "\u001b[", "SNAPSHOT");
    assertThat(plain.toString()).isEmpty();
  }

  @Test
  void leavesTheTableAboveWhatIsPrintedNext() throws IOException {
    // given
    ProgressScreen screen = screen("xterm", 120);
    screen.show(List.of(LETTA));

    // when
    screen.leave();
    screen.show(List.of(LETTA));

    // then
    assertThat(text().split("SOURCE", -1)).hasSize(3);
  }

  @Test
  void movesUpByTheLinesThatANarrowTerminalNeeds() throws IOException {
    // given
    ProgressScreen screen = screen("xterm", 50);
    screen.show(List.of(LETTA));
    drawn.reset();

    // when
    screen.show(List.of(new ProgressRow("letta", "STREAMING", 1136, 100, 20_000, 12, 45, "equal")));

    // then: the row takes the second two lines of four
    assertThat(text()).contains("\u001b[2A");
  }

  @Test
  void writesAPlainLineOnlyWhenAPhaseChangesOrTimeHasPassed() throws IOException {
    // given
    ProgressScreen screen = screen(Terminal.TYPE_DUMB, 0);

    // when
    screen.show(List.of(N8N));
    screen.show(List.of(N8N));
    screen.show(List.of(LETTA));

    // then
    assertThat(plain.toString().lines()).hasSize(2);
    assertThat(plain.toString()).doesNotContain("\u001b");
    assertThat(text()).isEmpty();
  }

  private ProgressScreen screen(String type, int columns) throws IOException {
    DumbTerminal terminal =
        new DumbTerminal(
            "test", type, InputStream.nullInputStream(), drawn, StandardCharsets.UTF_8);
    terminal.setSize(new Size(columns, 24));
    return new ProgressScreen(new PrintWriter(plain), terminal);
  }

  private String text() {
    return drawn.toString(StandardCharsets.UTF_8);
  }
}
