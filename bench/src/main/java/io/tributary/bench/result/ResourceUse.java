package io.tributary.bench.result;

/**
 * What a process used while a contender worked once.
 *
 * @param work what was done
 * @param contender who did it
 * @param process such as cdc-service
 * @param processorSecondsPerMillion for a million changes
 * @param peakMebibytes resident, since the process began; 0 for PostgreSQL servers
 */
public record ResourceUse(
    String work,
    String contender,
    String process,
    double processorSecondsPerMillion,
    double peakMebibytes) {}
