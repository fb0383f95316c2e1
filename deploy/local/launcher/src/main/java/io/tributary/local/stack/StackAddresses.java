package io.tributary.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the parts of a stack are, whether it runs them itself or the user does.
 *
 * @param kafka bootstrap servers
 * @param ownKafka whether the stack runs the broker, and so has its passwords
 * @param kafkaProperties file of client properties for a Kafka of the user's, where it needs any
 * @param connect REST interface of the Connect worker or cluster
 * @param ownConnect whether the stack runs the worker, and so has its password
 * @param orchestratorPort port of the REST API
 * @param cdcPort port of health and metrics
 * @param validatorPort port of health, metrics and results
 */
public record StackAddresses(
    String kafka,
    boolean ownKafka,
    Optional<Path> kafkaProperties,
    URI connect,
    boolean ownConnect,
    int orchestratorPort,
    int cdcPort,
    int validatorPort) {
  /** A stack that runs all of its parts, each at a free port of the loopback interface. */
  public static StackAddresses atFreePorts() {
    return new StackAddresses(
        LoopbackPort.HOST + ":" + LoopbackPort.free(),
        true,
        Optional.empty(),
        URI.create("http://" + LoopbackPort.HOST + ":" + LoopbackPort.free()),
        true,
        LoopbackPort.free(),
        LoopbackPort.free(),
        LoopbackPort.free());
  }

  /** The API that operators use. */
  public URI orchestrator() {
    return URI.create("http://" + LoopbackPort.HOST + ":" + orchestratorPort);
  }

  /** The pages for operators, which the orchestrator serves. */
  public URI console() {
    return orchestrator().resolve("/console/");
  }
}
