package io.tributary.bench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The circumstances of a run, which its figures cannot be read without.
 *
 * @param at its end
 * @param rounds that counted
 * @param rows that were asked for, 0 for each work's own
 * @param processors of the machine
 * @param processor what the machine says it is
 * @param memory of the machine
 * @param kernel of the machine
 * @param java that ran everything
 * @param load averages of 1, 5 and 15 minutes at the end, which tell of other work beside
 * @param remarks what was not measured, or not as it was asked for, and why
 */
public record BenchRun(
    String at,
    int rounds,
    int rows,
    int processors,
    String processor,
    String memory,
    String kernel,
    String java,
    String load,
    List<String> remarks) {

  /** This machine, now. */
  public static BenchRun of(BenchOptions options) {
    return new BenchRun(
        Instant.now().toString(),
        options.rounds(),
        options.rowsAsked(),
        Runtime.getRuntime().availableProcessors(),
        line("/proc/cpuinfo", "model name"),
        line("/proc/meminfo", "MemTotal"),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.runtime.version"),
        line("/proc/loadavg", ""),
        List.copyOf(options.remarks()));
  }

  /** What follows the name, empty where there is no such file or line. */
  private static String line(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .findFirst()
          .orElse("")
          .replaceFirst("^" + name + "\\s*:?\\s*", "");
    } catch (IOException e) {
      return "";
    }
  }
}
