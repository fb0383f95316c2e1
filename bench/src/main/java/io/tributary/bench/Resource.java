package io.tributary.bench;

/**
 * What a process used while a contender worked once.
 *
 * @param work what was done
 * @param contender who did it
 * @param process such as cdc-service
 * @param processorSecondsPerMillion for a million changes
 * @param peakMebibytes resident, since the process began; 0 for PostgreSQL servers
 */
public record Resource(
    String work,
    String contender,
    String process,
    double processorSecondsPerMillion,
    double peakMebibytes) {}
