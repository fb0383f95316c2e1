package io.tributary.bench;

import io.tributary.bench.stage.Stage;
import java.util.List;

/** Something that is measured by its name. */
public interface Work {
  /** What {@code --only} calls it. */
  String name();

  /**
   * Measures it; prints what it finds as it comes.
   *
   * @param stage servers and processes, which start when they are asked for
   * @throws Exception whatever keeps it from measuring
   */
  List<Result> run(Options options, Stage stage) throws Exception;
}
