package io.tributary.validator.offer;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.validator.compare.KeyRange;
import java.util.UUID;

/**
 * A range of a table, offered to all validators by the one that compares the table.
 *
 * @param id of this offer alone: a range that is offered again has another one
 * @param stream whose table it is
 * @param offering the run that offers it
 * @param begun the comparison of the table
 * @param table at the leader
 * @param fingerprint of both databases and of both tables' definitions, see {@link
 *     RangeFingerprint}
 * @param keys which rows
 * @param notedFrom offset that has to be applied before a row is read: later changes are noted by
 *     the validator that offers the range
 */
public record RangeOffer(
    UUID id,
    StreamId stream,
    UUID offering,
    String begun,
    TableName table,
    String fingerprint,
    KeyRange keys,
    long notedFrom) {}
