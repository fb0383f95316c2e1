package io.tributary.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param only names of works, empty for all
 * @param rounds how often each is measured
 * @param rows how many rows a workload writes
 * @param out where results.json goes, and scratch files while it runs
 */
public record Options(Set<String> only, int rounds, int rows, Path out) {
  static final String USAGE =
      "usage: bench/run [--only NAME,...] [--rounds N] [--rows N] [--out DIR]";

  private static final int ROUNDS = 5;
  private static final int ROWS = 20_000;

  /** A round is a few transactions of 1,000 rows at least. */
  private static final int FEWEST_ROWS = 2_000;

  static Options of(String[] arguments) {
    Options options = new Options(Set.of(), ROUNDS, ROWS, Path.of("bench/target/results"));
    Deque<String> left = new ArrayDeque<>(List.of(arguments));
    while (!left.isEmpty()) {
      options = options.with(left.remove(), left.poll());
    }
    return options;
  }

  private Options with(String name, String value) {
    if (value == null) {
      throw new Refused(USAGE);
    }
    return switch (name) {
      case "--only" ->
          new Options(new LinkedHashSet<>(List.of(value.split(","))), rounds, rows, out);
      case "--rounds" -> new Options(only, number(name, value, 1), rows, out);
      case "--rows" -> new Options(only, rounds, number(name, value, FEWEST_ROWS), out);
      case "--out" -> new Options(only, rounds, rows, Path.of(value));
      default -> throw new Refused(USAGE);
    };
  }

  private static int number(String name, String value, int least) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number that is too small.
    }
    throw new Refused(name + " takes a number from " + least + " on, not " + value);
  }

  /** The command line asks for what cannot be done. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }
}
