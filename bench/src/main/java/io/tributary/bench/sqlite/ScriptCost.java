package io.tributary.bench.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The time that an application's script took.
 *
 * @param seconds by the clock
 * @param processor seconds of the application's own processor time, which other load of the machine
 *     disturbs less; waiting for the disk is not in it
 */
record ScriptCost(double seconds, double processor) {

  /** The processor time of a process so far; exact to the nanosecond where Linux tells it. */
  static double processor(Process process) throws IOException {
    Path threads = Path.of("/proc/" + process.pid() + "/task");
    if (!Files.exists(threads.resolve(process.pid() + "/schedstat"))) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }
    List<Path> all;
    try (Stream<Path> found = Files.list(threads)) {
      all = found.toList();
    }
    long nanos = 0;
    for (Path thread : all) {
      nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
    }
    return nanos / 1e9;
  }
}
