package io.tributary.bench;

import java.util.List;

/** Something that is measured by its name. */
public interface Work {
  /** What {@code --only} calls it. */
  String name();

  /**
   * Measures it; prints what it finds as it comes.
   *
   * @throws Exception whatever keeps it from measuring
   */
  List<Result> run(Options options) throws Exception;
}
