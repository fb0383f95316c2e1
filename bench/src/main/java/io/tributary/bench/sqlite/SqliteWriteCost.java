package io.tributary.bench.sqlite;

import io.tributary.bench.Options;
import io.tributary.bench.Ratio;
import io.tributary.bench.Result;
import io.tributary.bench.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much longer an application's writes take with the capture in the file. Every round runs each
 * variation once on a fresh file, in another order than the round before, and is compared within
 * itself; what is quoted is the median of the rounds.
 */
public final class SqliteWriteCost implements Work {
  @Override
  public String name() {
    return "sqlite-write-cost";
  }

  @Override
  public List<Result> run(Options options) throws Exception {
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
        System.out.println(Line.HEAD);
        for (Workload workload : new Workloads(options.rows()).all()) {
          Map<Variation, List<Double>> seconds =
              measure(new Scene(directory, workload), program, options.rounds());
          System.out.println(Line.of(workload, seconds));
          results.addAll(results(workload, program, seconds));
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

  private static Map<Variation, List<Double>> measure(Scene scene, Program program, int rounds)
      throws Exception {
    Map<Variation, List<Double>> seconds = new EnumMap<>(Variation.class);
    long expected = -1;
    for (int round = program.warmsUp() ? -1 : 0; round < rounds; round++) {
      Variation[] all = Variation.values();
      for (int i = 0; i < all.length; i++) {
        Variation variation = all[(i + round + 1) % all.length];
        double taken = scene.run(program, variation);
        long rows = scene.rows();
        expected = expected < 0 ? rows : expected;
        if (rows != expected) {
          throw new IllegalStateException(variation + " left " + rows + " rows, not " + expected);
        }
        if (round >= 0) {
          seconds.computeIfAbsent(variation, v -> new ArrayList<>()).add(taken);
        }
      }
    }
    return seconds;
  }

  private static List<Result> results(
      Workload workload, Program program, Map<Variation, List<Double>> seconds) {
    double rows = workload.rows();
    List<Double> plain = seconds.get(Variation.PLAIN);
    List<Result> results = new ArrayList<>();
    for (Variation variation : List.of(Variation.EMPTY, Variation.INSTALLED, Variation.RUNNING)) {
      List<Double> ours = seconds.get(variation);
      results.add(
          new Result(
              "sqlite-write-cost: "
                  + workload.name()
                  + ", "
                  + variation.title()
                  + ", "
                  + program.program(),
              Variation.PLAIN.title(),
              ratio(ours, plain),
              Ratio.of(ours).median() / rows * 1e6,
              Ratio.of(plain).median() / rows * 1e6,
              "microseconds per row"));
    }
    return results;
  }

  private static Ratio ratio(List<Double> ours, List<Double> plain) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(ours.get(i) / plain.get(i));
    }
    return Ratio.of(ratios);
  }

  private static String bundled() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  /** A line of the table that is printed. */
  private static final class Line {
    static final String HEAD =
        "| workload | without, µs a row | empty triggers | capture | (min-max) | connector at work |"
            + "\n|---|---|---|---|---|---|";

    static String of(Workload workload, Map<Variation, List<Double>> seconds) {
      List<Double> plain = seconds.get(Variation.PLAIN);
      Ratio installed = ratio(seconds.get(Variation.INSTALLED), plain);
      return String.format(
          Locale.ROOT,
          "| %s | %.2f | %.2f | %.2f | %.2f-%.2f | %.2f |",
          workload.name(),
          Ratio.of(plain).median() / workload.rows() * 1e6,
          ratio(seconds.get(Variation.EMPTY), plain).median(),
          installed.median(),
          installed.min(),
          installed.max(),
          ratio(seconds.get(Variation.RUNNING), plain).median());
    }
  }
}
