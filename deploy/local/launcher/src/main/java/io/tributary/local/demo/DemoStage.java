package io.tributary.local.demo;

import io.tributary.local.console.ProgressScreen;
import io.tributary.local.demo.api.MigrationApi;
import io.tributary.local.demo.report.DemoResult;
import io.tributary.local.demo.report.LookAround;
import io.tributary.local.demo.report.PrintedSummary;
import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.setup.DemoMigrationFile;
import io.tributary.local.demo.setup.DemoPooler;
import io.tributary.local.demo.setup.DemoServers;
import io.tributary.local.demo.setup.SampleLoader;
import io.tributary.local.demo.writer.SampleWriter;
import io.tributary.local.stack.HomeSecret;
import io.tributary.local.stack.LocalStack;
import io.tributary.local.stack.StackLayout;
import io.tributary.local.stack.StackTable;
import io.tributary.local.stack.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets the stage for a run: servers, sample databases, writers; and leaves it.
 *
 * @param rounds how often the demo goes back, 0 for never
 * @param pooler through which applications connect that it takes
 * @param say takes one line for people
 */
record DemoStage(
    List<DemoSample> samples,
    int rounds,
    Optional<DemoPooler> pooler,
    DemoServers servers,
    LocalStack stack,
    ProgressScreen screen,
    Consumer<String> say) {
  private static final long LOOK_NANOS = 300_000_000;
  private static final Duration PACE = Duration.ofMillis(14);

  /** With a way back each write is captured at the target, too, on the machine of all the rest. */
  private static final Duration PACE_OF_ROUNDS = Duration.ofMillis(60);

  /**
   * Starts everything, runs the demo and prints the summary.
   *
   * @param report takes the result
   * @param exit whether to end then; otherwise it stays until Ctrl-C
   * @return the exit status
   */
  int play(Consumer<DemoResult> report, boolean exit, StackLayout layout, Path bin) {
    servers.start(stack);
    pooler.ifPresent(each -> servers.start(stack, each, samples));
    say.accept(StackTable.console(servers.plan().addresses(), layout));
    CompletableFuture<StartFailure> death = CompletableFuture.supplyAsync(stack::awaitFailure);
    DemoMigrationFile plan =
        new DemoMigrationFile(
            samples,
            servers.legacy().port(),
            servers.target().port(),
            layout.home().resolve("applications"),
            rounds > 0,
            pooler);
    SampleLoader loader = new SampleLoader(layout.root().resolve("deploy/samples"), bin, servers);
    loader.createTarget();
    List<SampleWriter> writers = new ArrayList<>();
    try {
      for (DemoSample sample : samples) {
        loader.load(sample, plan.envFile(sample), plan.file(sample), pooler);
        writers.add(
            new SampleWriter(
                sample,
                plan.envFile(sample),
                servers.legacy().port(),
                plan.pooled(sample),
                rounds > 0 ? PACE_OF_ROUNDS : PACE));
        say.accept("The sample " + sample.name() + " is loaded; its writer starts.");
      }
      writers.forEach(SampleWriter::start);
      Supplier<@Nullable String> health = () -> illness(death, writers);
      MigrationApi api =
          new MigrationApi(
              servers.plan().addresses().orchestrator(), HomeSecret.of(layout.apiToken()), health);
      MigrationWatch watch = new MigrationWatch(api, samples, screen, health);
      SideJudgement judgement = new SideJudgement(plan, servers, writers);
      DemoResult result =
          new DemoRun(plan, api, watch, judgement, writers, rounds, this::announce).run();
      announce("\n" + PrintedSummary.text(result));
      report.accept(result);
      if (!exit) {
        say.accept(LookAround.text(plan, servers));
        stayUp(death, health);
      }
      return result.succeeded() ? 0 : 1;
    } finally {
      writers.forEach(SampleWriter::close);
    }
  }

  private void announce(String line) {
    screen.leave();
    say.accept(line);
  }

  private static @Nullable String illness(
      CompletableFuture<StartFailure> death, List<SampleWriter> writers) {
    if (death.isDone()) {
      StartFailure failure = death.join();
      return failure == null ? "Ended." : failure.getMessage();
    }
    for (SampleWriter writer : writers) {
      if (writer.failure() != null) {
        return "The writer of " + writer.sample().name() + " failed: " + writer.failure();
      }
    }
    return null;
  }

  /** Until Ctrl-C or the end of a process; a writer that fails is told of, and the rest stays. */
  private void stayUp(CompletableFuture<StartFailure> death, Supplier<@Nullable String> health) {
    boolean told = false;
    while (!death.isDone()) {
      String illness = told ? null : health.get();
      if (illness != null) {
        say.accept(illness);
        told = true;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    if (death.join() != null) {
      throw death.join();
    }
  }
}
