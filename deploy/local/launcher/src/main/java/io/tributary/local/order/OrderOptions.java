package io.tributary.local.order;

import java.util.UUID;
import picocli.CommandLine.Option;

/** What every order understands. */
final class OrderOptions {
  @Option(names = "--no-wait", description = "Return as soon as the order is stored.")
  private boolean noWait;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Idempotency key: the same key never begins a second cutover, rollback or rehearsal"
              + " (default: one that is made up).")
  private String key;

  boolean waits() {
    return !noWait;
  }

  String key() {
    return key == null ? UUID.randomUUID().toString() : key;
  }
}
