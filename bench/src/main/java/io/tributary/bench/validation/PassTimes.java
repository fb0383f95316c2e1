package io.tributary.bench.validation;

import io.tributary.bench.stage.JsonApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The passes that the validator has made over the source of a migration, as its metrics have them.
 *
 * @param passes how many
 * @param seconds how long all of them took by the clock, without rests
 */
record PassTimes(long passes, double seconds) {
  private static final String METRIC = "tributary_validator_pass_duration_seconds";

  static PassTimes of(String migration, JsonApi validator)
      throws IOException, InterruptedException {
    try (InputStream metrics = validator.open("/q/metrics")) {
      List<String> lines =
          new String(metrics.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.contains("migration=\"" + migration + "\""))
              .toList();
      return new PassTimes((long) sum(lines, METRIC + "_count{"), sum(lines, METRIC + "_sum{"));
    }
  }

  private static double sum(List<String> lines, String beginning) {
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
