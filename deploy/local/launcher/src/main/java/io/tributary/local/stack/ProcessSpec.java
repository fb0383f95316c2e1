package io.tributary.local.stack;

import java.time.Duration;
import java.util.HashMap;
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
 * @param restarts whether it is started again when it ends by itself; otherwise the stack ends
 */
public record ProcessSpec(
    String name,
    String address,
    List<String> command,
    Map<String, String> environment,
    String stopSignal,
    ProcessReadiness readiness,
    Duration startLimit,
    boolean restarts) {

  /** Time between the stop signal and SIGKILL, in seconds. */
  public static final int GRACE_SECONDS = 15;

  /** Copies what is mutable. */
  public ProcessSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** A process without which the stack cannot go on. */
  public ProcessSpec(
      String name,
      String address,
      List<String> command,
      Map<String, String> environment,
      String stopSignal,
      ProcessReadiness readiness,
      Duration startLimit) {
    this(name, address, command, environment, stopSignal, readiness, startLimit, false);
  }

  /** The same process, started again whenever it ends by itself. */
  public ProcessSpec restarting() {
    return new ProcessSpec(
        name, address, command, environment, stopSignal, readiness, startLimit, true);
  }

  /** The same process with more variables. */
  public ProcessSpec withEnvironment(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new ProcessSpec(
        name, address, command, all, stopSignal, readiness, startLimit, restarts);
  }

  /** Leaves out the environment, which holds secrets. */
  @Override
  public String toString() {
    return name + " at " + address;
  }
}
