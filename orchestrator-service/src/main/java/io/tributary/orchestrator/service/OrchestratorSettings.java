package io.tributary.orchestrator.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Settings of the orchestrator. The broker's address and security are {@code kafka.*}. */
@ConfigMapping(prefix = "tributary")
public interface OrchestratorSettings {
  /** First part of each topic's name and of the consumer group. */
  @WithDefault("tributary")
  String topicPrefix();

  /** Replicas of each topic that is created; use 3 where there are three brokers. */
  @WithDefault("1")
  short topicReplicationFactor();

  /**
   * Name of this instance in its consumer group, different for each instance and kept across
   * restarts: host name and HTTP port when it is not set.
   */
  String instanceId();

  /** Reports of cutovers and rollbacks, and whom the orchestrator asks. */
  Orchestrator orchestrator();

  /** Reports of cutovers and rollbacks, and whom the orchestrator asks. */
  interface Orchestrator {
    /**
     * Where the private Ed25519 key (PEM, PKCS #8) is kept that signs them: {@code file:PATH} or
     * {@code env:NAME}. Without it they are not signed.
     */
    Optional<String> evidenceKey();

    /** A directory that they are written to as files as well; nowhere when it is not set. */
    Optional<String> evidenceDirectory();

    /**
     * Where validators answer, which are asked for the values of rows that differ with the token of
     * whoever asks: https addresses, or those of this machine. Without it no values are shown.
     */
    Optional<List<String>> validatorUrls();
  }

  /** Hooks for tests; never set them elsewhere. */
  Test test();

  /** Hooks for tests. */
  interface Test {
    /**
     * {@code MIGRATION:DIRECTION:STEP:moment}, separated by commas: halt like a crash at these
     * transitions. DIRECTION is out for cutovers, back for rollbacks; STEP is FENCE, DRAIN, VERIFY,
     * OPEN, SWITCH, DONE or UNDO; moment is before, stored or after.
     */
    Optional<List<String>> haltAt();
  }
}
