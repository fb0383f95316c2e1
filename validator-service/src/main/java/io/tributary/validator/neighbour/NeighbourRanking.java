package io.tributary.validator.neighbour;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that the rows that a target found are the nearest neighbours of a vector among the rows of
 * a source. They are unless a row that was found is certainly farther than one that was not:
 * pgvector adds up in 32 bits and in another order, so that rows that are nearly as near may stand
 * for each other. All rows of the source have to be seen once. For one thread.
 */
final class NeighbourRanking {
  private final VectorSpace space;
  private final float[] query;
  private final int wanted;
  private final List<String> found;
  private final Set<String> unseen;
  private long rows;
  private String farthest = "";
  private double farthestAtLeast = Double.NEGATIVE_INFINITY;
  private String nearest = "";
  private double nearestAtMost = Double.POSITIVE_INFINITY;

  /**
   * A ranking without rows.
   *
   * @param wanted how many neighbours were asked for
   * @param found the ids of those that the target found
   */
  NeighbourRanking(VectorSpace space, float[] query, int wanted, List<String> found) {
    this.space = space;
    this.query = query;
    this.wanted = wanted;
    this.found = List.copyOf(found);
    this.unseen = new HashSet<>(found);
  }

  /** Takes a row of the source. */
  void see(String id, float[] vector) {
    rows++;
    VectorSpace.Measure measure = space.measure(query, vector);
    if (unseen.remove(id)) {
      double least = measure.distance() - measure.error();
      if (least > farthestAtLeast) {
        farthestAtLeast = least;
        farthest = id;
      }
    } else {
      double most = measure.distance() + measure.error();
      if (most < nearestAtMost) {
        nearestAtMost = most;
        nearest = id;
      }
    }
  }

  /** What is wrong with the neighbours that the target found; empty when nothing is. */
  Optional<String> contradiction() {
    if (found.size() != Math.min(rows, wanted)) {
      return Optional.of(
          "the target finds " + found.size() + " neighbours of " + Math.min(rows, wanted));
    }
    if (!unseen.isEmpty()) {
      return Optional.of("the target finds " + unseen.iterator().next() + ", no row of the source");
    }
    return nearestAtMost < farthestAtLeast
        ? Optional.of(
            "the target finds "
                + farthest
                + " and not "
                + nearest
                + ", which is nearer at the source")
        : Optional.empty();
  }
}
