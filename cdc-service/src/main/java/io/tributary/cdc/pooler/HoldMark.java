package io.tributary.cdc.pooler;

import java.time.Instant;

/**
 * That the clients of a pooler are held, as it stands in the file that the pooler includes, from
 * before the first of them waits until the last goes on. Whoever looks after the pooler next finds
 * it there.
 *
 * @param cutoverId the cutover or rollback
 * @param since when it was written
 * @param until when they are let go, whatever became of the cutover
 */
record HoldMark(String cutoverId, Instant since, Instant until) {}
