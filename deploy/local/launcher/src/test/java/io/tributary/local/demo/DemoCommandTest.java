package io.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.local.demo.sample.SampleList;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoCommandTest {
  @Test
  void helpNamesEverySample() {
    String help = new CommandLine(new DemoCommand()).getUsageMessage();

    assertThat(help.replaceAll("\\s+", " "))
        .contains("Samples to move: " + String.join(", ", SampleList.applications()));
  }
}
