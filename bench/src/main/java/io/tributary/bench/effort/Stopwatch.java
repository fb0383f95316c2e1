package io.tributary.bench.effort;

import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ProcessUse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Times a contender's work and looks at all processes before and after.
 *
 * @param options take what each process used
 * @param work as results.json names it
 * @param contender who works
 * @param parts whose processor time it takes
 */
public record Stopwatch(
    BenchStage stage, BenchOptions options, String work, String contender, CountedProcesses parts) {

  /** What is timed. */
  public interface Action {
    /** Returns when it is done. */
    void run() throws Exception;
  }

  /**
   * Waits until the processes are quiet, and runs the action.
   *
   * @param unit of the speed
   * @param changes that the action brings over
   * @return the speed and the processor time
   */
  public Map<FigureUnit, Double> time(FigureUnit unit, int changes, Action action)
      throws Exception {
    stage.awaitQuiet();
    Map<String, ProcessUse> before = stage.use();
    long begun = System.nanoTime();
    action.run();
    double seconds = (System.nanoTime() - begun) / 1e9;
    Map<String, ProcessUse> after = stage.use();
    ProcessEffort effort = new ProcessEffort(before, after, parts, changes);
    options.resources().addAll(effort.each(work, contender));
    Map<FigureUnit, Double> figures = new LinkedHashMap<>();
    figures.put(unit, changes / seconds);
    figures.put(ProcessEffort.PROCESSOR, effort.secondsPerMillion());
    return figures;
  }
}
