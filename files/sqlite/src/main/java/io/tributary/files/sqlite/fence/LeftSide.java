package io.tributary.files.sqlite.fence;

import io.tributary.files.sqlite.capture.CaptureLog;
import java.sql.SQLException;

/**
 * Behind which fence of the other side a file was open to its application, kept when it is closed:
 * what comes home from behind that fence, however late, was made on a closed side.
 */
public final class LeftSide {
  /** The fact that names the fence which the stream home has passed last. */
  public static final String PASSED = "back_fence";

  /** The fact that names the fence behind which the file was open when it was closed last. */
  public static final String LEFT = "back_left";

  private LeftSide() {}

  /** Notes it in the transaction that closes a file which was open. */
  static void note(CaptureLog log) throws SQLException {
    if (log.fact(PASSED).isPresent()) {
      log.set(LEFT, log.fact(PASSED).orElseThrow());
    }
  }
}
