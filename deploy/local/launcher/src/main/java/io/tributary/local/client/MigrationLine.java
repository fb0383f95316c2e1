package io.tributary.local.client;

import io.tributary.common.error.ErrorReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One migration in the API's list of all. */
public record MigrationLine(
    String name,
    String state,
    @Nullable Instant since,
    String health,
    @Nullable ErrorReport error) {}
