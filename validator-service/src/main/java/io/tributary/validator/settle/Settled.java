package io.tributary.validator.settle;

import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.Sides;
import java.util.Map;

/**
 * What became of rows that differed between two snapshots.
 *
 * @param confirmed rows that really differ
 * @param unsettled rows that never came to rest
 * @param position the target's position at its last reading
 */
public record Settled(Map<RowId, Sides> confirmed, long unsettled, long position) {}
