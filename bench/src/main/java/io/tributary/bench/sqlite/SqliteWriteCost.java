package io.tributary.bench.sqlite;

import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much longer an application's writes take with the capture in the file. Every round runs each
 * variation once on a fresh file, in another order than the round before, and is compared within
 * itself; what is quoted is the median of the rounds.
 */
public final class SqliteWriteCost implements MeasuredWork {
  private static final int USUAL_ROWS = 20_000;

  @Override
  public String name() {
    return "sqlite-write-cost";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    Path directory = Files.createTempDirectory(options.out().toAbsolutePath(), "sqlite-");
    List<BenchResult> results = new ArrayList<>();
    List<ApplicationProgram> programs = new ArrayList<>();
    ApplicationProgram.shell()
        .ifPresentOrElse(
            programs::add, () -> System.out.println("no sqlite3 program on the PATH: left out"));
    programs.add(ApplicationProgram.jvm(bundled()));
    try {
      for (ApplicationProgram program : programs) {
        System.out.printf("%n%s: time of the application's writes%n", program.program());
        System.out.println(WriteCostTable.HEAD);
        for (SqliteWorkload workload : new SqliteWorkloads(options.rows(USUAL_ROWS)).all()) {
          VariationCosts costs =
              measure(new SqliteScene(directory, workload), program, options.rounds());
          System.out.println(WriteCostTable.line(workload, costs));
          results.addAll(results(workload, program, costs));
        }
      }
    } finally {
      programs.forEach(ApplicationProgram::close);
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
    return results;
  }

  private static VariationCosts measure(SqliteScene scene, ApplicationProgram program, int rounds)
      throws Exception {
    VariationCosts costs = new VariationCosts();
    long expected = -1;
    for (int round = program.warmsUp() ? -1 : 0; round < rounds; round++) {
      CaptureVariation[] all = CaptureVariation.values();
      for (int i = 0; i < all.length; i++) {
        CaptureVariation variation = all[(i + round + 1) % all.length];
        ScriptCost cost = scene.run(program, variation);
        long rows = scene.rows();
        expected = expected < 0 ? rows : expected;
        if (rows != expected) {
          throw new IllegalStateException(variation + " left " + rows + " rows, not " + expected);
        }
        if (round >= 0) {
          costs.add(variation, cost);
        }
      }
    }
    return costs;
  }

  private static List<BenchResult> results(
      SqliteWorkload workload, ApplicationProgram program, VariationCosts costs) {
    double rows = workload.rows();
    List<ScriptCost> plain = costs.of(CaptureVariation.PLAIN);
    List<BenchResult> results = new ArrayList<>();
    for (CaptureVariation variation :
        List.of(CaptureVariation.EMPTY, CaptureVariation.INSTALLED, CaptureVariation.RUNNING)) {
      List<ScriptCost> ours = costs.of(variation);
      results.add(
          new BenchResult(
              "sqlite-write-cost: "
                  + workload.name()
                  + ", "
                  + variation.title()
                  + ", "
                  + program.program(),
              CaptureVariation.PLAIN.title(),
              WriteCostTable.ratio(ours, plain, ScriptCost::seconds),
              WriteCostTable.median(ours) / rows * 1e6,
              WriteCostTable.median(plain) / rows * 1e6,
              "microseconds per row"));
    }
    return results;
  }

  private static String bundled() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }
}
