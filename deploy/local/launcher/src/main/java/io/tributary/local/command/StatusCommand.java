package io.tributary.local.command;

import io.tributary.local.client.ApiOptions;
import io.tributary.local.client.StatusFeed;
import io.tributary.local.console.ProgressScreen;
import io.tributary.local.view.StatusDocument;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how a migration is, once or until Ctrl-C. */
@Command(
    name = "status",
    description =
        "Shows a migration: its health, which side accepts writes now, each source with phase,"
            + " progress, lag and verified share, what is wrong, and the next command to type.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Mixin private ApiOptions options;
  @Mixin private DocumentOutput output;

  @Parameters(paramLabel = "NAME", description = "The migration.")
  private String name;

  @Option(
      names = {"-w", "--watch"},
      description = "Go on showing it until Ctrl-C; with -o json a document for each change.")
  private boolean watch;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (watch) {
      watch();
    } else {
      output.print(StatusDocument.of(options.open().status(name)));
    }
    return 0;
  }

  private void watch() throws IOException, InterruptedException {
    try (StatusFeed feed = options.open().follow(name);
        ProgressScreen screen = ProgressScreen.open(output.out())) {
      StatusDocument last = null;
      while (true) {
        StatusDocument fresh = feed.next(LOOK).map(StatusDocument::of).orElse(null);
        last = fresh == null ? last : fresh;
        if (last != null) {
          output.draw(screen, last, feed.live());
        }
        if (fresh != null && !output.forPeople()) {
          output.print(fresh);
        }
      }
    }
  }
}
