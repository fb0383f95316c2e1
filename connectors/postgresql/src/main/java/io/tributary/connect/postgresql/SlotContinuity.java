package io.tributary.connect.postgresql;

import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Decides whether the stream can go on from the stored offset, given what the server says about the
 * slot and itself. Refusals are {@link ConnectException}s, which stop the task: trying again cannot
 * bring back changes that the server no longer has.
 */
final class SlotContinuity {

  /** What has to happen before Debezium starts. */
  enum Step {
    /** Nothing: stream on, or let Debezium create the missing slot of a first snapshot. */
    START,
    /** Drop the slot, so that the snapshot reads exactly where a new one begins. */
    DROP_SLOT
  }

  private static final String FROM_ANEW =
      "Changes may be missing: delete the connector's offsets and let the migration take a new snapshot.";

  private final String slotName;
  private final SystemId system;

  SlotContinuity(String slotName, SystemId system) {
    this.slotName = slotName;
    this.system = system;
  }

  Step before(Optional<StoredOffset> stored, Optional<ReplicationSlot> slot) {
    stored.ifPresent(this::requireUsable);
    if (stored.isEmpty() || !stored.get().snapshotCompleted()) {
      slot.ifPresent(this::requireOurs);
      return slot.isPresent() ? Step.DROP_SLOT : Step.START;
    }
    requireContinuing(
        stored.get(),
        slot.orElseThrow(
            () ->
                refused(
                    "TRB-CAPTURE-SLOT-MISSING",
                    "replication slot %s does not exist any more in %s, but the stream had begun."
                        .formatted(slotName, system))));
    return Step.START;
  }

  private void requireUsable(StoredOffset stored) {
    if (!stored.hasPosition()) {
      throw refused(
          "TRB-CAPTURE-OFFSET-UNUSABLE",
          "the stored offset %s names no position.".formatted(stored.values()));
    }
    stored
        .systemId()
        .filter(recorded -> !recorded.equals(system.text()))
        .ifPresent(
            recorded -> {
              throw refused(
                  "TRB-CAPTURE-OTHER-DATABASE",
                  "the stored offset belongs to database %s, but the connection leads to %s; a restored or another server has changes of its own."
                      .formatted(recorded, system));
            });
  }

  private void requireContinuing(StoredOffset stored, ReplicationSlot slot) {
    requireOurs(slot);
    if (slot.lost()) {
      throw refused(
          "TRB-CAPTURE-SLOT-LOST",
          "the server removed WAL that replication slot %s needs (max_slot_wal_keep_size)."
              .formatted(slotName));
    }
    if (slot.confirmed() > stored.position()) {
      throw refused(
          "TRB-CAPTURE-SLOT-RECREATED",
          "replication slot %s continues at %s, after the stored position %s; it was recreated or advanced by somebody else."
              .formatted(slotName, lsn(slot.confirmed()), lsn(stored.position())));
    }
  }

  private void requireOurs(ReplicationSlot slot) {
    if (!system.database().equals(slot.database()) || !"pgoutput".equals(slot.plugin())) {
      throw new ConnectException(
          "TRB-CAPTURE-SLOT-FOREIGN: replication slot %s belongs to database %s and plugin %s; choose another slot.name for %s."
              .formatted(slotName, slot.database(), slot.plugin(), system.database()));
    }
  }

  private static ConnectException refused(String code, String what) {
    return new ConnectException(code + ": " + what + " " + FROM_ANEW);
  }

  private static String lsn(long position) {
    return "%X/%X".formatted(position >>> 32, position & 0xFFFFFFFFL);
  }
}
