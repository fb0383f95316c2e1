package io.tributary.bench.sqlite;

/** How much of the capture is in the file while the application writes. */
enum CaptureVariation {
  /** Nothing of ours. */
  PLAIN("without capture"),
  /** Triggers that do nothing: what no capture by triggers can do without. */
  EMPTY("empty triggers"),
  /** The capture, with no connector at work. */
  INSTALLED("capture installed"),
  /** The capture and the connector. */
  RUNNING("connector at work");

  private final String title;

  CaptureVariation(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
