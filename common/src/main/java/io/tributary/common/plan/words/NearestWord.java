package io.tributary.common.plan.words;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to write. Pure and thread-safe. */
public final class NearestWord {
  private NearestWord() {}

  /** The candidate with the smallest edit distance but for case, or empty when none is near. */
  public static Optional<String> to(String written, Collection<String> candidates) {
    int limit = Math.max(2, written.length() / 3);
    return candidates.stream()
        .filter(candidate -> Math.abs(candidate.length() - written.length()) <= limit)
        .filter(candidate -> distance(written, candidate) <= limit)
        .min(Comparator.comparingInt(candidate -> distance(written, candidate)));
  }

  /** Insertions, deletions and replacements of one letter that turn one text into the other. */
  public static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (alike(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static boolean alike(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
