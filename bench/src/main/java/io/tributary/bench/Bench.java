package io.tributary.bench;

import io.tributary.bench.chroma.ChromaRead;
import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.copy.CopyPg;
import io.tributary.bench.copy.CopySqlite;
import io.tributary.bench.cutover.CutoverPause;
import io.tributary.bench.cutover.RollbackPause;
import io.tributary.bench.cutover.RoundsPause;
import io.tributary.bench.growth.MoreRows;
import io.tributary.bench.growth.MoreSources;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.result.BenchRun;
import io.tributary.bench.result.HeapUse;
import io.tributary.bench.result.RatioChart;
import io.tributary.bench.result.ResultsJson;
import io.tributary.bench.sqlite.SqliteWriteCost;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stream.ApplyOnly;
import io.tributary.bench.stream.ConsoleCost;
import io.tributary.bench.stream.ReverseLag;
import io.tributary.bench.stream.StreamLag;
import io.tributary.bench.stream.StreamLarge;
import io.tributary.bench.stream.StreamSmall;
import io.tributary.bench.stream.WayBackCost;
import io.tributary.bench.validation.SqliteValidation;
import io.tributary.bench.validation.ValidationContest;
import io.tributary.bench.validation.VerifyAfterBurst;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the benchmarks that are asked for and writes results.json. */
@Command(
    name = "bench/run",
    description = "Measures Tributary beside what it is compared with.",
    footer = {
      "",
      "Works: copy-pg, copy-sqlite, stream-small, stream-large, apply-only, lag, reverse-lag, console-cost,",
      "way-back-cost, cutover-pause, rollback-pause, rounds-pause, validate, validate-sqlite,",
      "verify-after-burst, chroma-read, growth-rows, growth-sqlite-rows, growth-validate, growth-sources, sqlite-write-cost"
    })
public final class Bench implements Callable<Integer> {
  private static final List<MeasuredWork> WORKS =
      List.of(
          new CopyPg(),
          new CopySqlite(),
          new StreamSmall(),
          new StreamLarge(),
          new ApplyOnly(),
          new StreamLag(),
          new ReverseLag(),
          new ConsoleCost(),
          new WayBackCost(),
          new CutoverPause(),
          new RollbackPause(),
          new RoundsPause(),
          new ValidationContest(),
          new SqliteValidation(),
          new VerifyAfterBurst(),
          new ChromaRead(),
          MoreRows.copied(),
          MoreRows.copiedFromSqlite(),
          MoreRows.validated(),
          new MoreSources(),
          new SqliteWriteCost());

  /** A round is a few transactions of 1,000 rows at least. */
  private static final int FEWEST_ROWS = 2_000;

  private static final double MEBIBYTE = 1 << 20;

  @Option(names = "--help", usageHelp = true, description = "Show this and do nothing.")
  private boolean help;

  @Spec private CommandLine.Model.CommandSpec spec;

  @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these works.")
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "How often each is measured (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warm-ups",
      defaultValue = "2",
      description =
          "How often each runs before, without counting (${DEFAULT-VALUE}): services run for days,"
              + " and code that is being compiled takes as much time as the work.")
  private int warmUps;

  @Option(
      names = "--rows",
      defaultValue = "0",
      description = "Rows of the table (500,000; 20,000 for sqlite-write-cost).")
  private int rows;

  @Option(
      names = "--cutovers",
      defaultValue = "20",
      description = "How many cutovers are measured at each size (${DEFAULT-VALUE}).")
  private int cutovers;

  @Option(names = "--out", required = true, description = "The folder for results.json.")
  private Path out;

  private final List<HeapUse> heaps = new ArrayList<>();
  private boolean failed;

  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).setOverwrittenOptionsAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    requireAtLeast("--rounds", rounds, 1);
    requireAtLeast("--warm-ups", warmUps, 0);
    requireAtLeast("--cutovers", cutovers, 1);
    if (rows != 0) {
      requireAtLeast("--rows", rows, FEWEST_ROWS);
    }
    requireKnown();
    BenchOptions options =
        new BenchOptions(
            warmUps, rounds, rows, cutovers, out, new ArrayList<>(), new ArrayList<>());
    Files.createDirectories(out);
    List<BenchResult> results = new ArrayList<>();
    try (BenchStage stage = new BenchStage(options::say)) {
      for (MeasuredWork work : WORKS) {
        if (only.isEmpty() || only.contains(work.name())) {
          run(work, options, stage, results);
        }
      }
    }
    options.remarks().forEach(options::say);
    return failed ? 1 : 0;
  }

  /** What was measured is kept when a later work fails. */
  private void run(
      MeasuredWork work, BenchOptions options, BenchStage stage, List<BenchResult> results)
      throws IOException {
    try {
      results.addAll(work.run(options, stage));
    } catch (Exception e) {
      failed = true;
      e.printStackTrace();
      options.leaveOut(work.name(), "all", "it failed: " + e);
    }
    Files.writeString(out.resolve("results.json"), ResultsJson.json(results));
    Files.writeString(out.resolve("resources.json"), ResultsJson.json(options.resources()));
    Files.writeString(out.resolve("results.svg"), RatioChart.of(results));
    stage
        .liveHeaps()
        .forEach(
            (process, bytes) -> heaps.add(new HeapUse(work.name(), process, bytes / MEBIBYTE)));
    Files.writeString(out.resolve("heaps.json"), ResultsJson.json(heaps));
    Files.writeString(out.resolve("run.json"), ResultsJson.json(BenchRun.of(options)));
    options.say("written: " + out.resolve("results.json") + " and results.svg");
  }

  private void requireAtLeast(String option, int number, int least) {
    if (number < least) {
      throw refused(option + " takes a number from " + least + " on, not " + number);
    }
  }

  private void requireKnown() {
    Set<String> known = WORKS.stream().map(MeasuredWork::name).collect(Collectors.toSet());
    for (String name : only) {
      if (!known.contains(name)) {
        throw refused(
            "there is no benchmark " + name + " yet; there are: " + String.join(", ", known));
      }
    }
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
