package io.tributary.cdc.connect;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How sources are captured, below {@code tributary.capture}. */
@ConfigMapping(prefix = "tributary.capture")
public interface CaptureSettings {

  /**
   * How often the source gets a transaction of Tributary's own, so that its slot moves on while its
   * applications are idle.
   */
  @WithDefault("1000")
  long heartbeatIntervalMillis();

  /** How long a connector waits for new changes before it looks again. */
  @WithDefault("5")
  long pollIntervalMillis();

  /** How long one request to Kafka Connect may take. */
  @WithDefault("10000")
  long requestTimeoutMillis();

  /** Wait before the first restart of a failed task; each further wait is twice as long. */
  @WithDefault("1000")
  long restartBackoffMillis();

  /** The longest wait between two restarts. */
  @WithDefault("60000")
  long restartBackoffMaxMillis();

  /** How long a slot may be absent before that is an error; a starting snapshot recreates it. */
  @WithDefault("30000")
  long slotMissingGraceMillis();

  /** Warn when fewer bytes of WAL than this are left before the server gives up the slot. */
  @WithDefault("268435456")
  long safeWalWarningBytes();

  /**
   * Warn when the source keeps more bytes of WAL than this for a slot, whether or not {@code
   * max_slot_wal_keep_size} limits them.
   */
  @WithDefault("8589934592")
  long keptWalWarningBytes();

  /**
   * Give a slot up when the source keeps more bytes of WAL than this for it: the migration has to
   * start anew then, and the source's disk does not fill. 0 for never.
   */
  @WithDefault("0")
  long keptWalLimitBytes();

  /**
   * Warn when fewer bytes than this are left on the disk on which a source's log grows, where that
   * disk is one of this machine.
   */
  @WithDefault("1073741824")
  long freeDiskWarningBytes();

  /** How long to wait in a table's lock queue before giving way to the applications. */
  @WithDefault("500")
  long lockTimeoutMillis();

  /** How often the source's tables are compared with what is known of them, in milliseconds. */
  @WithDefault("5000")
  long definitionCheckMillis();

  /** How long a removal waits for the connector to stop and to let go of the slot. */
  @WithDefault("30000")
  long removalWaitMillis();
}
