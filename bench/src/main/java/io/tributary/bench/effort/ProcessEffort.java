package io.tributary.bench.effort;

import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.result.ResourceUse;
import io.tributary.bench.stage.ProcessUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What all processes together used between two looks. Pure.
 *
 * @param parts that count
 * @param changes that they brought over
 */
record ProcessEffort(
    Map<String, ProcessUse> before,
    Map<String, ProcessUse> after,
    CountedProcesses parts,
    int changes) {
  /** Of all processes together. */
  static final FigureUnit PROCESSOR = new FigureUnit("processor s per million changes", false);

  private static final double MILLION = 1e6;
  private static final double MEBIBYTE = 1 << 20;

  /** Of each process. */
  List<ResourceUse> each(String work, String contender) {
    List<ResourceUse> all = new ArrayList<>();
    after.forEach(
        (process, use) -> {
          if (parts.include(process)) {
            double seconds = seconds(process, use) / changes * MILLION;
            double peak = use.peakBytes() / MEBIBYTE;
            all.add(new ResourceUse(work, contender, process, seconds, peak));
          }
        });
    return all;
  }

  /** Of all together. */
  double secondsPerMillion() {
    return after.entrySet().stream()
            .filter(use -> parts.include(use.getKey()))
            .mapToDouble(use -> seconds(use.getKey(), use.getValue()))
            .sum()
        / changes
        * MILLION;
  }

  private double seconds(String process, ProcessUse use) {
    ProcessUse begun = before.get(process);
    return use.processorSeconds() - (begun == null ? 0 : begun.processorSeconds());
  }
}
