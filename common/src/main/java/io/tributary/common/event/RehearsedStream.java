package io.tributary.common.event;

import io.tributary.common.observed.RehearsedComparison;
import io.tributary.common.observed.RehearsedSteps;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one stream at a rehearsal.
 *
 * @param source the stream's name: the source's, or that of its way back
 * @param steps what cdc-service measured; null where it reported nothing
 * @param comparison what the validator measured; null where it reported nothing
 * @param lagP50Millis median lag of the stream, which the mark of a fence will have too; empty
 *     where nothing passed lately
 * @param lagWorstMillis its 99th percentile, or the age of the oldest change then, if that was
 *     more; empty where nothing passed lately
 * @param predicted the pause, were this the only stream; null where something was not measured
 */
public record RehearsedStream(
    String source,
    @Nullable RehearsedSteps steps,
    @Nullable RehearsedComparison comparison,
    OptionalLong lagP50Millis,
    OptionalLong lagWorstMillis,
    @Nullable PausePrediction predicted) {}
