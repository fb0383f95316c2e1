package io.tributary.bench.sqlite;

/** What is in the file while the application writes. */
enum Variation {
  /** Nothing of ours. */
  PLAIN("without capture"),
  /** Triggers that do nothing: what no capture by triggers can do without. */
  EMPTY("empty triggers"),
  /** The capture, with no connector at work. */
  INSTALLED("capture installed"),
  /** The capture and the connector. */
  RUNNING("connector at work");

  private final String title;

  Variation(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
