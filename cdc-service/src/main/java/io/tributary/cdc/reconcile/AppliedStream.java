package io.tributary.cdc.reconcile;

import io.tributary.common.plan.MovingSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A stream that runs, or will go on.
 *
 * @param moving what it moves
 * @param applied reads the last record of its topic of which everything is applied, where that is
 *     kept; empty before the first copy is complete. Blocking; {@link
 *     io.tributary.common.error.TributaryException} when it cannot be asked
 * @param whileCaptured does something while nobody takes the capture and its topic away, unless
 *     that is done or about to be
 */
public record AppliedStream(
    MovingSource moving, Supplier<Optional<Long>> applied, Consumer<Runnable> whileCaptured) {}
