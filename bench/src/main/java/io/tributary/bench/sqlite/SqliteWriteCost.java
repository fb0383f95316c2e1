package io.tributary.bench.sqlite;

import io.tributary.bench.Options;
import io.tributary.bench.Result;
import io.tributary.bench.Work;
import io.tributary.bench.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much longer an application's writes take with the capture in the file. Every round runs each
 * variation once on a fresh file, in another order than the round before, and is compared within
 * itself; what is quoted is the median of the rounds.
 */
public final class SqliteWriteCost implements Work {
  private static final int USUAL_ROWS = 20_000;

  @Override
  public String name() {
    return "sqlite-write-cost";
  }

  @Override
  public List<Result> run(Options options, Stage stage) throws Exception {
    Path directory = Files.createTempDirectory(options.out().toAbsolutePath(), "sqlite-");
    List<Result> results = new ArrayList<>();
    List<Program> programs = new ArrayList<>();
    Program.shell()
        .ifPresentOrElse(
            programs::add, () -> System.out.println("no sqlite3 program on the PATH: left out"));
    programs.add(Program.jvm(bundled()));
    try {
      for (Program program : programs) {
        System.out.printf("%n%s: time of the application's writes%n", program.program());
        System.out.println(WriteCostTable.HEAD);
        for (Workload workload : new Workloads(options.rows(USUAL_ROWS)).all()) {
          Map<Variation, List<Cost>> costs =
              measure(new Scene(directory, workload), program, options.rounds());
          System.out.println(WriteCostTable.line(workload, costs));
          results.addAll(results(workload, program, costs));
        }
      }
    } finally {
      programs.forEach(Program::close);
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
    return results;
  }

  private static Map<Variation, List<Cost>> measure(Scene scene, Program program, int rounds)
      throws Exception {
    Map<Variation, List<Cost>> costs = new EnumMap<>(Variation.class);
    long expected = -1;
    for (int round = program.warmsUp() ? -1 : 0; round < rounds; round++) {
      Variation[] all = Variation.values();
      for (int i = 0; i < all.length; i++) {
        Variation variation = all[(i + round + 1) % all.length];
        Cost cost = scene.run(program, variation);
        long rows = scene.rows();
        expected = expected < 0 ? rows : expected;
        if (rows != expected) {
          throw new IllegalStateException(variation + " left " + rows + " rows, not " + expected);
        }
        if (round >= 0) {
          costs.computeIfAbsent(variation, v -> new ArrayList<>()).add(cost);
        }
      }
    }
    return costs;
  }

  private static List<Result> results(
      Workload workload, Program program, Map<Variation, List<Cost>> costs) {
    double rows = workload.rows();
    List<Cost> plain = costs.get(Variation.PLAIN);
    List<Result> results = new ArrayList<>();
    for (Variation variation : List.of(Variation.EMPTY, Variation.INSTALLED, Variation.RUNNING)) {
      List<Cost> ours = costs.get(variation);
      results.add(
          new Result(
              "sqlite-write-cost: "
                  + workload.name()
                  + ", "
                  + variation.title()
                  + ", "
                  + program.program(),
              Variation.PLAIN.title(),
              WriteCostTable.ratio(ours, plain, Cost::seconds),
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
