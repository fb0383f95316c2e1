package io.tributary.cdc.apply.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * A change that the target refused, or that came after such a one for the same row.
 *
 * @param key the row
 * @param otherKey the row's other key when the change gives it a new one, else null
 * @param offset its offset on the change topic
 * @param position its position at the source
 * @param change the change as JSON
 * @param cause the error report as JSON
 */
public record DeadLetter(
    ParkedKey key,
    @Nullable ParkedKey otherKey,
    long offset,
    long position,
    String change,
    String cause) {}
