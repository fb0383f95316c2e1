package io.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.local.demo.sample.SampleList;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoCommandTest {
  @Test
  void helpNamesEverySample() {
    String help = new CommandLine(new DemoCommand()).getUsageMessage();

    assertThat(help.replaceAll("\\s+", " "))
        .contains("Samples to move: " + String.join(", ", SampleList.applications()));
  }

  @Test
  void helpSaysWhatRoundsAre() {
    String help = new CommandLine(new DemoCommand()).getUsageMessage();

    assertThat(help.replaceAll("\\s+", " ")).contains("--rounds=N Cut over and roll back N times");
  }

  @Test
  void refusesFewerRoundsThanNone() {
    // given
    StringWriter said = new StringWriter();
    CommandLine command = new CommandLine(new DemoCommand()).setErr(new PrintWriter(said));

    // when
    int status = command.execute("--rounds", "-1");

    // then
    assertThat(status).isEqualTo(2);
    assertThat(said.toString()).contains("--rounds is 0 or more, not -1.");
  }

  @Test
  void refusesAPoolerThatNoApplicationWouldUse() {
    // given
    StringWriter said = new StringWriter();
    CommandLine command = new CommandLine(new DemoCommand()).setErr(new PrintWriter(said));

    // when
    int status = command.execute("--pooler", "chinook", "stoic-emperor");

    // then
    assertThat(status).isEqualTo(2);
    assertThat(said.toString())
        .contains("None of these samples is on PostgreSQL")
        .contains("Leave --pooler out, or add letta or n8n.");
  }
}
