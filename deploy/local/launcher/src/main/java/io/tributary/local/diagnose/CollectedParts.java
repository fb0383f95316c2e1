package io.tributary.local.diagnose;

import java.util.ArrayList;
import java.util.List;

/** Parts of a bundle as they are found, and what was missing. Not thread-safe. */
final class CollectedParts {
  private final List<BundlePart> parts = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  /** Something that may fail. */
  interface Finding {
    /** Its content. */
    String find() throws Exception;
  }

  /** Adds what is found; says what was missing and why otherwise. */
  void add(String path, Finding finding) {
    try {
      parts.add(new BundlePart(path, finding.find()));
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      missing(path, String.valueOf(e.getMessage()));
    }
  }

  void missing(String what, String why) {
    missing.add(what + ": " + why.lines().findFirst().orElse(""));
  }

  List<BundlePart> parts() {
    return List.copyOf(parts);
  }

  /** What is not in the bundle, each with the reason. */
  List<String> missing() {
    return List.copyOf(missing);
  }
}
