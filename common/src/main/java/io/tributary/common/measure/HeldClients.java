package io.tributary.common.measure;

import java.time.Instant;

/**
 * How long the clients of a pooler were held in a change of sides.
 *
 * @param source whose pooler it is
 * @param cutoverId the cutover or rollback
 * @param since when the first of its databases was paused
 * @param heldMillis from then until the last was resumed, or until now; no client can have waited
 *     longer
 * @param longestWaitMillis of a client for its statement, as the pooler has told it right before it
 *     was resumed; 0 where nobody waited
 * @param waiting how many clients waited then
 * @param atLimit whether they were let go because the time limit was over
 */
public record HeldClients(
    String source,
    String cutoverId,
    Instant since,
    long heldMillis,
    long longestWaitMillis,
    int waiting,
    boolean atLimit) {}
