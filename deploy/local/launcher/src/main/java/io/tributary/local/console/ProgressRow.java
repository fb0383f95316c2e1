package io.tributary.local.console;

/**
 * How far one source is.
 *
 * @param source its name
 * @param phase as the services report it
 * @param rows copied
 * @param snapshotPercent how much of the snapshot that is, by estimate; -1 when unknown
 * @param changes applied since
 * @param lagP50Millis median lag
 * @param lagP99Millis 99th percentile of the lag
 * @param validation such as {@code 41 of 41 equal}
 */
public record ProgressRow(
    String source,
    String phase,
    long rows,
    int snapshotPercent,
    long changes,
    long lagP50Millis,
    long lagP99Millis,
    String validation) {}
