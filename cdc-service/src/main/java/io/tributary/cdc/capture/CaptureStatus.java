package io.tributary.cdc.capture;

import io.tributary.common.error.ErrorReport;

/**
 * What is known of a source's capture.
 *
 * @param connector state of connector and task as Connect reports it, such as RUNNING or FAILED;
 *     UNKNOWN before the first look
 * @param error what is wrong, null when nothing is
 */
public record CaptureStatus(String connector, ErrorReport error) {

  /** Nothing looked at yet. */
  public static CaptureStatus unknown() {
    return new CaptureStatus("UNKNOWN", null);
  }
}
