package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The manual pages that the build has made. */
class ManualPagesIT {
  private static final Path PAGES =
      Path.of(System.getProperty("tributary.root"), "deploy/local/launcher/target/man");

  @Test
  void thereIsOneOfEveryCommandWithItsOptions() throws IOException {
    assertThat(Files.readString(PAGES.resolve("tributary.1"))).contains(".TH \"TRIBUTARY\" \"1\"");
    for (CommandLine command : Launcher.commandLine().getSubcommands().values()) {
      String name = command.getCommandName();
      if (!command.getCommandSpec().usageMessage().hidden() && !name.equals("help")) {
        String page = Files.readString(PAGES.resolve("tributary-" + name + ".1"));
        assertThat(page).as(name).contains(".SH \"SYNOPSIS\"", ".SH \"DESCRIPTION\"");
        for (OptionSpec option : command.getCommandSpec().options()) {
          // A hyphen that is typed is escaped in roff.
          assertThat(page).as(name).contains(option.longestName().replace("-", "\\-"));
        }
      }
    }
  }
}
