package io.tributary.local.demo;

import java.util.List;

/** The samples whose applications have a Chroma directory. */
final class VectorSamples {
  private static final int MODEL = 384;

  /**
   * What the chat application remembers by meaning; the rest of it is in its SQLite file. Each
   * source has a schema of its own at the target, and the application's role finds both.
   */
  private static final Sample STOIC_EMPEROR =
      Sample.chroma(
          "stoic-vectors",
          "stoic-emperor",
          "stoic_vectors",
          List.of(
              SampleTable.vectors("episodic", MODEL),
              SampleTable.vectors("semantic", MODEL),
              SampleTable.vectors("tiny_ip", 3)),
          "on-invalid: quarantine\n");

  static final List<Sample> ALL = List.of(STOIC_EMPEROR);

  private VectorSamples() {}
}
