package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class SlotContinuityTest {

  private static final SystemId SYSTEM = new SystemId("7000", 5, "shop");
  private static final Optional<StoredOffset> STREAMING =
      StoredOffset.of(Map.of("lsn", 120L, "lsn_commit", 100L, "tributary_system_id", "7000/5"));
  private static final Optional<StoredOffset> SNAPSHOT_RUNNING =
      StoredOffset.of(Map.of("lsn", 90L, "snapshot", "INITIAL", "snapshot_completed", false));

  private final SlotContinuity continuity = new SlotContinuity("tributary_shop", SYSTEM);

  @Test
  void startsAFirstSnapshotWithoutASlot() {
    assertThat(continuity.before(Optional.empty(), Optional.empty()))
        .isEqualTo(SlotContinuity.Step.START);
  }

  @Test
  void dropsASlotThatIsOlderThanTheSnapshot() {
    assertThat(continuity.before(Optional.empty(), slot(80)))
        .isEqualTo(SlotContinuity.Step.DROP_SLOT);
    assertThat(continuity.before(SNAPSHOT_RUNNING, slot(80)))
        .isEqualTo(SlotContinuity.Step.DROP_SLOT);
  }

  @Test
  void goesOnWhenTheSlotConfirmedNoMoreThanWasStored() {
    assertThat(continuity.before(STREAMING, slot(100))).isEqualTo(SlotContinuity.Step.START);
  }

  @Test
  void refusesASlotThatIsAheadOfTheStoredCommit() {
    refuses(STREAMING, slot(101), "TRB-CAPTURE-SLOT-RECREATED: ");
  }

  @Test
  void refusesToGoOnWithoutTheSlot() {
    refuses(STREAMING, Optional.empty(), "TRB-CAPTURE-SLOT-MISSING: ");
  }

  @Test
  void refusesASlotThatLostItsWal() {
    ReplicationSlot lost =
        new ReplicationSlot("tributary_shop", "shop", "pgoutput", false, 100, true);
    refuses(STREAMING, Optional.of(lost), "TRB-CAPTURE-SLOT-LOST: ");
  }

  @Test
  void refusesAnOffsetOfAnotherDatabaseEvenDuringTheSnapshot() {
    refuses(
        StoredOffset.of(Map.of("lsn", 90L, "tributary_system_id", "7001/5")),
        slot(80),
        "TRB-CAPTURE-OTHER-DATABASE: ");
  }

  @Test
  void refusesAnEmptyOffset() {
    refuses(StoredOffset.of(Map.of()), slot(80), "TRB-CAPTURE-OFFSET-UNUSABLE: ");
  }

  @Test
  void refusesToTouchASlotOfAnotherDatabaseOrPlugin() {
    ReplicationSlot other =
        new ReplicationSlot("tributary_shop", "stock", "pgoutput", false, 0, false);
    refuses(Optional.empty(), Optional.of(other), "TRB-CAPTURE-SLOT-FOREIGN: ");
    ReplicationSlot wal2json =
        new ReplicationSlot("tributary_shop", "shop", "wal2json", false, 0, false);
    refuses(Optional.empty(), Optional.of(wal2json), "TRB-CAPTURE-SLOT-FOREIGN: ");
  }

  private void refuses(Optional<StoredOffset> stored, Optional<ReplicationSlot> slot, String code) {
    assertThatThrownBy(() -> continuity.before(stored, slot))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith(code);
  }

  private static Optional<ReplicationSlot> slot(long confirmed) {
    return Optional.of(
        new ReplicationSlot("tributary_shop", "shop", "pgoutput", false, confirmed, false));
  }
}
