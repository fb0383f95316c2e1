package io.tributary.orchestrator.cutover;

import java.time.Instant;

/**
 * The process of a command, so that a restarted service waits for it and starts no second.
 *
 * @param pid its process id
 * @param startedAt when it began, by which a later process of the same id is told apart
 * @param host the machine that it runs on
 * @param output the file that it writes to
 */
public record StartedCommand(long pid, Instant startedAt, String host, String output) {}
