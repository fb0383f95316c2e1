package io.tributary.local.stack;

import java.net.URI;

/**
 * Where the parts of a stack are, whether it runs them itself or the user does.
 *
 * @param kafka bootstrap servers
 * @param connect REST interface of the Connect worker or cluster
 * @param orchestratorPort port of the REST API
 * @param cdcPort port of health and metrics
 * @param validatorPort port of health, metrics and results
 */
public record StackAddresses(
    String kafka, URI connect, int orchestratorPort, int cdcPort, int validatorPort) {
  /** The API that operators use. */
  public URI orchestrator() {
    return URI.create("http://" + LoopbackPort.HOST + ":" + orchestratorPort);
  }
}
