/**
 * Commits batches of source transactions together with the checkpoint behind them, each exactly
 * once.
 */
package io.tributary.cdc.apply.commit;
