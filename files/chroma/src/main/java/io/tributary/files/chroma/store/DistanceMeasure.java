package io.tributary.files.chroma.store;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a collection measures distance. */
public enum DistanceMeasure {
  L2("l2"),
  /** The folder holds normalised vectors and their norms. */
  COSINE("cosine"),
  IP("ip");

  /** What Chroma takes where nothing is said. */
  static final DistanceMeasure DEFAULT = L2;

  private final String label;

  DistanceMeasure(String label) {
    this.label = label;
  }

  /** How Chroma names it. */
  public String label() {
    return label;
  }

  static Optional<DistanceMeasure> of(String label) {
    return Stream.of(values())
        .filter(space -> space.label.equals(String.valueOf(label).toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}
