package io.tributary.cdc.apply.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings {@code tributary.apply.*}: how apply batches, waits and retries. */
@ConfigMapping(prefix = "tributary.apply")
public interface ApplySettings {

  /** Changes of whole source transactions in one target transaction, at most. */
  @WithDefault("10000")
  int maxBatchRows();

  /**
   * Bytes of change events in one target transaction, at most (a whole transaction may exceed it).
   */
  @WithDefault("8388608")
  long maxBatchBytes();

  /**
   * Tables that one target transaction changes, at most (a whole transaction may exceed it): each
   * holds locks until the commit, and the target has only so many.
   */
  @WithDefault("400")
  int maxBatchTables();

  /** Bytes of one source transaction that are kept in memory; a larger one is applied in pieces. */
  @WithDefault("33554432")
  long maxBufferedBytes();

  /** Records that one poll of the change topic returns at most. */
  @WithDefault("4000")
  int maxPollRecords();

  /**
   * First wait before a failed batch is tried again, in milliseconds; doubles with each failure.
   */
  @WithDefault("200")
  long retryInitialMillis();

  /** Longest wait between two tries, in milliseconds. */
  @WithDefault("10000")
  long retryMaxMillis();

  /** How long a connection to the target may take, in milliseconds. */
  @WithDefault("5000")
  int connectTimeoutMillis();

  /** After which an unanswered statement counts as a lost connection, in seconds. */
  @WithDefault("600")
  long statementTimeoutSeconds();

  /** How often the checkpoint follows heartbeats and other records without changes, in millis. */
  @WithDefault("1000")
  long idleCheckpointMillis();

  /**
   * How long nothing may come on the topic of a stream, not even a heartbeat, until the stream
   * counts as silent, in milliseconds; its lag is unknown after a tenth of that. Many times {@code
   * tributary.capture.heartbeat-interval-millis}.
   */
  @WithDefault("30000")
  long silenceMillis();

  /** How long {@code stop} waits for the running batch, in seconds. */
  @WithDefault("60")
  long stopTimeoutSeconds();

  /** How far back the lag percentiles look, in seconds. */
  @WithDefault("60")
  long lagWindowSeconds();
}
