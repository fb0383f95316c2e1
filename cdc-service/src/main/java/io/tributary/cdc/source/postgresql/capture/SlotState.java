package io.tributary.cdc.source.postgresql.capture;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The source's server and its slot at one moment.
 *
 * @param identity the slot's identity, were it there
 * @param present whether the slot exists
 * @param walStatus {@code pg_replication_slots.wal_status}, null when the slot is absent
 * @param safeWalBytes WAL that may still be written before the slot is lost; empty without a limit
 * @param activePid the session that reads the slot
 * @param walEnd where the server's WAL ends
 * @param keptBytes WAL that the server keeps for the slot, empty when it is absent
 */
record SlotState(
    SlotIdentity identity,
    boolean present,
    String walStatus,
    Optional<Long> safeWalBytes,
    Optional<Integer> activePid,
    long walEnd,
    OptionalLong keptBytes) {}
