package io.tributary.orchestrator.loop;

import io.tributary.common.error.ErrorReport;
import io.tributary.orchestrator.observed.Observations;
import io.tributary.orchestrator.state.MigrationRecord;
import java.util.Optional;

/**
 * What this instance knows of a migration.
 *
 * @param record as it is stored, or empty while the target could not be read
 * @param trouble why state cannot be read or stored at the moment
 */
public record Known(
    String name,
    Optional<MigrationRecord> record,
    Observations observations,
    Optional<ErrorReport> trouble) {}
