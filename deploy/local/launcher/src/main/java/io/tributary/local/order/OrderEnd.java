package io.tributary.local.order;

import io.tributary.local.client.ExitStatus;

/**
 * How an order came out.
 *
 * @param status of the command that waited for it
 * @param message in words
 */
record OrderEnd(ExitStatus status, String message) {
  static OrderEnd done(String message) {
    return new OrderEnd(ExitStatus.DONE, message);
  }

  static OrderEnd refused(String message) {
    return new OrderEnd(ExitStatus.REFUSED, message);
  }

  static OrderEnd undone(String message) {
    return new OrderEnd(ExitStatus.UNDONE, message);
  }
}
