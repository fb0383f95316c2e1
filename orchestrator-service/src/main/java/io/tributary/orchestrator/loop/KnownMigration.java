package io.tributary.orchestrator.loop;

import io.tributary.common.error.ErrorReport;
import io.tributary.orchestrator.gate.SwitchActionLook;
import io.tributary.orchestrator.health.MigrationHealth;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.state.MigrationRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What this instance knows of a migration.
 *
 * @param record as it is stored, or empty while the target could not be read
 * @param actions what the latest look at the switch actions found
 * @param health how well it is
 * @param at the moment
 * @param trouble why state cannot be read or stored at the moment
 */
public record KnownMigration(
    String name,
    Optional<MigrationRecord> record,
    MigrationObservations observations,
    List<SwitchActionLook> actions,
    MigrationHealth health,
    Instant at,
    Optional<ErrorReport> trouble) {}
