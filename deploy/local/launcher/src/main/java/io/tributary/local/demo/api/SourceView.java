package io.tributary.local.demo.api;

/**
 * A source as the orchestrator shows it.
 *
 * @param achieved whether the current goal is reached
 * @param rows written from the snapshot
 * @param snapshotPercent how much of the snapshot that is, by estimate; -1 when unknown
 * @param error what stopped it, empty while all is well
 */
public record SourceView(
    String source,
    String phase,
    boolean achieved,
    long rows,
    int snapshotPercent,
    long changes,
    long bytes,
    long lagP50Millis,
    long lagP99Millis,
    String error) {}
