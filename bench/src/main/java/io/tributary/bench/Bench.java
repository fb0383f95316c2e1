package io.tributary.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.bench.sqlite.SqliteWriteCost;
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
    footer = {"", "Works: sqlite-write-cost"})
public final class Bench implements Callable<Integer> {
  private static final List<Work> WORKS = List.of(new SqliteWriteCost());

  /** A round is a few transactions of 1,000 rows at least. */
  private static final int FEWEST_ROWS = 2_000;

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
      names = "--rows",
      defaultValue = "20000",
      description = "Rows that a workload writes (${DEFAULT-VALUE}).")
  private int rows;

  @Option(names = "--out", required = true, description = "The folder for results.json.")
  private Path out;

  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).setOverwrittenOptionsAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    requireAtLeast("--rounds", rounds, 1);
    requireAtLeast("--rows", rows, FEWEST_ROWS);
    requireKnown();
    Options options = new Options(only, rounds, rows, out);
    Files.createDirectories(out);
    List<Result> results = new ArrayList<>();
    for (Work work : WORKS) {
      if (only.isEmpty() || only.contains(work.name())) {
        results.addAll(work.run(options));
      }
    }
    Path file = out.resolve("results.json");
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), results);
    System.out.println("written: " + file);
    return 0;
  }

  private void requireAtLeast(String option, int number, int least) {
    if (number < least) {
      throw refused(option + " takes a number from " + least + " on, not " + number);
    }
  }

  private void requireKnown() {
    Set<String> known = WORKS.stream().map(Work::name).collect(Collectors.toSet());
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
