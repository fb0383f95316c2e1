package io.tributary.cdc.apply;

/** Applies nothing, for tests of what is decided around the streams. */
public final class NoStreams {
  private NoStreams() {}

  /** A service on which no stream can be started. */
  public static ApplyService service() {
    return new ApplyService(null);
  }
}
