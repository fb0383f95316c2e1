package io.tributary.orchestrator.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The answer to an order that is being carried out. */
@Schema(name = "Accepted", description = "The order is stored and being carried out")
public record OrderAccepted(
    @Schema(examples = "shop") String migration,
    @Schema(examples = "cutover") String order,
    @Schema(
            description =
                "The cutover, rollback or rehearsal that answers the order, absent for other orders",
            examples = "0b7c1f7e-6b1e-4f0e-9a56-2f7d5a0b9a31")
        @Nullable String cutoverId,
    @Schema(
            description =
                "Of `abandon`: what is still at the source should it come back, absent for other"
                    + " orders",
            examples = "replication slot tributary_shop_orders_b39ce80043")
        @Nullable List<String> leftBehind,
    @Schema(description = "Where to see how far it is", examples = "/migrations/shop")
        String status) {}
