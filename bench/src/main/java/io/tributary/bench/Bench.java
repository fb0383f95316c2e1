package io.tributary.bench;

import io.tributary.bench.sqlite.SqliteWriteCost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the benchmarks that are asked for and writes results.json. */
public final class Bench {
  private static final List<Work> WORKS = List.of(new SqliteWriteCost());

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.println(Options.USAGE + "\nworks: " + String.join(", ", names()));
      return;
    }
    try {
      run(Options.of(arguments));
    } catch (Options.Refused e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private static void run(Options options) throws Exception {
    for (String name : options.only()) {
      if (!names().contains(name)) {
        throw new Options.Refused(
            "there is no benchmark " + name + " yet; there are: " + String.join(", ", names()));
      }
    }
    Files.createDirectories(options.out());
    List<Result> results = new ArrayList<>();
    for (Work work : WORKS) {
      if (options.only().isEmpty() || options.only().contains(work.name())) {
        results.addAll(work.run(options));
      }
    }
    Path file = options.out().resolve("results.json");
    Files.writeString(file, Result.json(results));
    System.out.println("written: " + file);
  }

  private static Set<String> names() {
    return WORKS.stream().map(Work::name).collect(Collectors.toSet());
  }
}
