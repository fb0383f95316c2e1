package io.tributary.bench.contest;

import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import java.util.List;

/** A benchmark, chosen by its name on the command line. */
public interface MeasuredWork {
  /** What {@code --only} calls it. */
  String name();

  /**
   * Measures it; prints what it finds as it comes.
   *
   * @param stage servers and processes, which start when they are asked for
   * @throws Exception whatever keeps it from measuring
   */
  List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception;
}
