package io.tributary.orchestrator.evidence;

/**
 * What has done it.
 *
 * @param tributary the version of the orchestrator
 * @param java the version of its Java
 * @param target the version of the target's server, as it says it
 */
public record ComponentVersions(String tributary, String java, String target) {}
