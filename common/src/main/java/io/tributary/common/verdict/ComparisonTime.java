package io.tributary.common.verdict;

import java.time.Instant;

/**
 * When a table was compared.
 *
 * @param comparedAt when the comparison ended
 * @param durationMillis how long it took
 */
public record ComparisonTime(Instant comparedAt, long durationMillis) {}
