package io.tributary.cdc.preflight;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
final class NearestName {
  private NearestName() {}

  /** The existing name that takes fewest edits, when it takes less than half of the name. */
  static Optional<String> of(String wanted, Collection<String> existing) {
    return existing.stream()
        .min(Comparator.comparingInt((String name) -> distance(wanted, name)).thenComparing(n -> n))
        .filter(name -> distance(wanted, name) * 2 < Math.max(wanted.length(), 3));
  }

  /** For messages: {@code Did you mean x?} or nothing. */
  static String question(String wanted, Collection<String> existing) {
    return of(wanted, existing).map(name -> " Did you mean " + name + "?").orElse("");
  }

  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        boolean same =
            Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
        int replaced = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
