package io.tributary.common.plan.words;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known word that is nearest to a misspelt one. Pure and thread-safe. */
public final class NearestWord {
  private static final int ALWAYS_NEAR = 2;
  private static final int LETTERS_PER_MISTAKE = 3;

  private NearestWord() {}

  /**
   * The candidate with the smallest edit distance but for case, or empty when none is near: within
   * two letters, or a third of what was written.
   */
  public static Optional<String> to(String written, Collection<String> candidates) {
    int limit = Math.max(ALWAYS_NEAR, written.length() / LETTERS_PER_MISTAKE);
    LevenshteinDistance distance = new LevenshteinDistance(limit);
    return candidates.stream()
        .map(word -> new Candidate(word, distance.apply(folded(written), folded(word))))
        .filter(candidate -> candidate.distance() >= 0)
        .min(Comparator.comparingInt(Candidate::distance))
        .map(Candidate::word);
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /**
   * A word that may be meant.
   *
   * @param distance negative when it is beyond the limit
   */
  private record Candidate(String word, int distance) {}
}
