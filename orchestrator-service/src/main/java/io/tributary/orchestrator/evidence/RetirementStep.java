package io.tributary.orchestrator.evidence;

import java.util.List;

/**
 * One step on the way to an old database that is out of service.
 *
 * @param source the source
 * @param what is to be done, and what to look for
 * @param commands for a shell, or SQL that ends in a semicolon; empty where there is none
 */
public record RetirementStep(String source, String what, List<String> commands) {
  public RetirementStep {
    commands = List.copyOf(commands);
  }
}
