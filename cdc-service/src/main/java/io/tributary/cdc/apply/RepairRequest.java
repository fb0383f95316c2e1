package io.tributary.cdc.apply;

import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import java.util.concurrent.CompletableFuture;

/**
 * A request to a stream to repair rows.
 *
 * @param outcome completed with what came of it
 */
record RepairRequest(RepairTask task, CompletableFuture<RepairOutcome> outcome) {}
