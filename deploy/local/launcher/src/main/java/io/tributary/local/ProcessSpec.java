package io.tributary.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One process of the local stack.
 *
 * @param name also the name of its log file
 * @param address where a user finds it
 * @param command program and arguments
 * @param environment variables added to those of the launcher
 * @param stopSignal what ends it cleanly, such as TERM
 * @param readiness when others can use it
 * @param startLimit how long that may take
 */
public record ProcessSpec(
    String name,
    String address,
    List<String> command,
    Map<String, String> environment,
    String stopSignal,
    Readiness readiness,
    Duration startLimit) {

  /** Time between the stop signal and SIGKILL, in seconds. */
  static final int GRACE_SECONDS = 15;

  /** Copies what is mutable. */
  public ProcessSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Leaves out the environment, which holds secrets. */
  @Override
  public String toString() {
    return name + " at " + address;
  }
}
