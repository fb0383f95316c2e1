package io.tributary.local.demo.sample;

import java.util.List;

/** The samples whose applications have a Chroma directory. */
final class ChromaSamples {
  private static final int MODEL = 384;

  /**
   * What the chat application remembers by meaning; the rest of it is in its SQLite file. Each
   * source has a schema of its own at the target, and the application's role finds both.
   */
  private static final DemoSample STOIC_EMPEROR =
      DemoSample.chroma(
          "stoic-vectors",
          "stoic-emperor",
          "stoic_vectors",
          List.of(
              SampleTable.vectors("episodic", MODEL),
              SampleTable.vectors("semantic", MODEL),
              SampleTable.vectors("tiny_ip", 3)),
          "on-invalid: quarantine\n");

  static final List<DemoSample> ALL = List.of(STOIC_EMPEROR);

  private ChromaSamples() {}
}
