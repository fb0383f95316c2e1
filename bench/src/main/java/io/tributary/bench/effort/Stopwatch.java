package io.tributary.bench.effort;

import io.tributary.bench.Options;
import io.tributary.bench.contest.Unit;
import io.tributary.bench.stage.ProcessUse;
import io.tributary.bench.stage.Stage;
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
public record Stopwatch(Stage stage, Options options, String work, String contender, Parts parts) {

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
  public Map<Unit, Double> time(Unit unit, int changes, Action action) throws Exception {
    stage.awaitQuiet();
    Map<String, ProcessUse> before = stage.use();
    long begun = System.nanoTime();
    action.run();
    double seconds = (System.nanoTime() - begun) / 1e9;
    Map<String, ProcessUse> after = stage.use();
    Effort effort = new Effort(before, after, parts, changes);
    options.resources().addAll(effort.each(work, contender));
    Map<Unit, Double> figures = new LinkedHashMap<>();
    figures.put(unit, changes / seconds);
    figures.put(Effort.PROCESSOR, effort.secondsPerMillion());
    return figures;
  }
}
