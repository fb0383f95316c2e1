package io.tributary.local.demo;

import io.tributary.local.console.ProgressScreen;
import io.tributary.local.demo.report.DemoResult;
import io.tributary.local.demo.report.JsonReport;
import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.sample.SampleList;
import io.tributary.local.demo.setup.DemoPooler;
import io.tributary.local.demo.setup.DemoSecrets;
import io.tributary.local.demo.setup.DemoServers;
import io.tributary.local.demo.setup.EarlierRun;
import io.tributary.local.stack.HomeLock;
import io.tributary.local.stack.LocalStack;
import io.tributary.local.stack.PostgresPrograms;
import io.tributary.local.stack.StackLayout;
import io.tributary.local.stack.StackOptions;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code demo}: moves the sample databases while their applications write, and prints
 * the result. Exit status 0 only when all was equal.
 */
@Command(
    name = "demo",
    description =
        "Moves the sample databases while writers go on, cuts over, and shows the result. With"
            + " --rounds the applications go back to the old databases and forth again before.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Mixin private StackOptions options;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = SampleList.Applications.class,
      description = "Samples to move: ${COMPLETION-CANDIDATES} (default: all).")
  private List<String> names = List.of();

  @Option(names = "--exit", description = "End after the summary instead of staying up.")
  private boolean exit;

  @Option(names = "--report", paramLabel = "FILE", description = "Also write the summary as JSON.")
  private Path report;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Cut over and roll back N times while the writers go on, before the cutover that stays"
              + " (default: ${DEFAULT-VALUE}). The summary has a line for each change, and the exit"
              + " status is 0 only when behind each of them all was equal and no acknowledged write"
              + " was lost.")
  private int rounds;

  @Option(
      names = "--pooler",
      description =
          "The applications of PostgreSQL samples connect through a PgBouncer, which holds them"
              + " while sides change: they know one address, and none of their statements fails."
              + " The program is installed where it is missing.")
  private boolean pooler;

  private volatile boolean ending;

  @Override
  public Integer call() throws Exception {
    List<DemoSample> samples = samples();
    if (!options.ownKafka() || !options.ownConnect()) {
      throw new ParameterException(
          spec.commandLine(),
          "The demo brings its own Kafka and Connect; see: tributary up --help");
    }
    if (rounds < 0) {
      throw new ParameterException(
          spec.commandLine(), "--rounds is 0 or more, not " + rounds + ".");
    }
    if (pooler && samples.stream().noneMatch(DemoPooler::takes)) {
      throw new ParameterException(
          spec.commandLine(),
          "None of these samples is on PostgreSQL, so none of their applications connects through a pooler. Leave --pooler out, or add letta or n8n.");
    }
    PrintWriter out = spec.commandLine().getOut();
    StackLayout main = options.layout();
    StackLayout layout = new StackLayout(main.root(), main.home().resolve("demo"));
    try (HomeLock lock = HomeLock.take(layout.home());
        ProgressScreen screen = ProgressScreen.open(out);
        LocalStack stack = new LocalStack(layout, line -> print(out, line))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack), "demo-shutdown"));
      EarlierRun.remove(DemoServers.leftovers(layout));
      // The private copy of PostgreSQL is kept outside of what each run removes.
      Path bin = new PostgresPrograms(main).withPgvector();
      DemoSecrets secrets = DemoSecrets.random(samples);
      DemoServers servers = DemoServers.of(layout, options.addresses(), bin, secrets);
      Optional<DemoPooler> pooled = pooler ? Optional.of(DemoPooler.in(layout)) : Optional.empty();
      return new DemoStage(
              samples, rounds, pooled, servers, stack, screen, line -> print(out, line))
          .play(this::write, exit, layout, bin);
    } catch (StartFailure e) {
      if (ending) {
        return 130;
      }
      write(DemoResult.failed(String.valueOf(e.getMessage())));
      throw e;
    } catch (RuntimeException | IOException e) {
      // Whoever waits for the report is told also what nobody has thought of.
      if (!ending) {
        write(DemoResult.failed("Unexpected: " + e));
      }
      throw e;
    }
  }

  private List<DemoSample> samples() {
    try {
      return SampleList.named(names);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private void write(DemoResult result) {
    if (report == null) {
      return;
    }
    try {
      Files.writeString(report, JsonReport.json(result));
    } catch (IOException e) {
      throw new StartFailure("The report " + report + " cannot be written: " + e, e);
    }
  }

  private void end(LocalStack stack) {
    ending = true;
    stack.close();
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
