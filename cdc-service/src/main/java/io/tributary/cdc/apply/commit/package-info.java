/**
 * Commits batches of source transactions together with the checkpoint behind them, each exactly
 * once.
 */
@NullMarked
package io.tributary.cdc.apply.commit;

import org.jspecify.annotations.NullMarked;
