package io.tributary.files.chroma.capture;

import io.tributary.files.chroma.store.ChromaDirectory;
import io.tributary.files.sqlite.capture.CaptureRemoval;
import java.nio.file.Path;

/**
 * Takes everything that the connector and the fence have put into a directory's SQLite file out of
 * it again. Nothing else of the directory was ever written. The connector must be gone.
 */
public final class ChromaCaptureRemoval {
  private static final int WAIT_MILLIS = 30_000;

  private ChromaCaptureRemoval() {}

  /** Removes the capture and the fence; a directory without them is left alone. */
  public static void from(Path directory, int waitMillis) {
    CaptureRemoval.from(new ChromaDirectory(directory).file(), waitMillis);
  }

  /** Removes the capture and leaves a fence that stands. */
  public static void besideFence(Path directory, int waitMillis) {
    CaptureRemoval.besideFence(new ChromaDirectory(directory).file(), waitMillis);
  }

  /** For those who run the connector by itself: removes the captures from the named directories. */
  public static void main(String[] directories) {
    for (String directory : directories) {
      from(Path.of(directory).toAbsolutePath(), WAIT_MILLIS);
    }
  }
}
