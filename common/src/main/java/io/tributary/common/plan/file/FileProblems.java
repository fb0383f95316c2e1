package io.tributary.common.plan.file;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Gathers the problems of one file, and remembers on which line each key stands. One reading. */
final class FileProblems {
  /** A value may be looked at more than once; a problem counts once. */
  private final Set<FileProblem> problems = new LinkedHashSet<>();

  private final Map<String, Integer> lines = new HashMap<>();

  void stands(String key, int line) {
    lines.put(key, line);
  }

  /** A problem at a key that was read; an absent key counts as being at its nearest parent. */
  void problem(PlanError error, String key, String message) {
    problems.add(new FileProblem(error.code(), lineOf(key), key, message));
  }

  void problem(PlanError error, int line, String key, String message) {
    problems.add(new FileProblem(error.code(), line, key, message));
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw failure();
    }
  }

  /** The refusal of the file, with all problems in the order of their lines. */
  MigrationFileException failure() {
    return new MigrationFileException(
        problems.stream().sorted(Comparator.comparingInt(FileProblem::line)).toList());
  }

  private int lineOf(String key) {
    String place = key;
    while (!place.isEmpty() && !lines.containsKey(place)) {
      place =
          place.substring(0, Math.max(0, Math.max(place.lastIndexOf('.'), place.lastIndexOf('['))));
    }
    return lines.getOrDefault(place, 1);
  }
}
