package io.tributary.local.order.goal;

import io.tributary.local.client.ExitStatus;

/**
 * How an order came out.
 *
 * @param status of the command that waited for it
 * @param message in words
 */
public record OrderEnd(ExitStatus status, String message) {
  public static OrderEnd done(String message) {
    return new OrderEnd(ExitStatus.DONE, message);
  }

  public static OrderEnd refused(String message) {
    return new OrderEnd(ExitStatus.REFUSED, message);
  }

  public static OrderEnd undone(String message) {
    return new OrderEnd(ExitStatus.UNDONE, message);
  }
}
