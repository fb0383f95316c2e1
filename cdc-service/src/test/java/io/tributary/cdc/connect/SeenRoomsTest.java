package io.tributary.cdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.cdc.worker.ConnectAddress;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SeenRoomsTest {
  private static final long LEAST = 1_000L << 20;
  private static final StreamId CRM = new StreamId("shop", "crm");
  private static final StreamId OTHER = new StreamId("shop", "other");

  @Test
  void warnsOfTheTargetOfAStreamAndOfTheBrokersOfAll() {
    // given
    SeenRooms low = new SeenRooms(room(LEAST - 1), Map.of(CRM, room(7 << 20), OTHER, room(LEAST)));

    // when
    List<ErrorReport> ofCrm = low.warnings(CRM, LEAST);

    // then
    assertThat(ofCrm)
        .extracting(ErrorReport::code)
        .containsExactly("TRB-CAPTURE-TARGET-DISK-LOW", "TRB-CAPTURE-BROKER-DISK-LOW");
    assertThat(ofCrm.get(0).message()).contains("target of source crm has 7 MB left", "Make room");
    assertThat(ofCrm.get(1).message())
        .contains("least room has 999 MB left", "tributary.trim.keep-minutes", "source crm");
    assertThat(low.warnings(OTHER, LEAST))
        .extracting(ErrorReport::code)
        .containsExactly("TRB-CAPTURE-BROKER-DISK-LOW");
  }

  @Test
  void saysNothingOfWhatIsRoomyOrCannotBeSeen() {
    assertThat(SeenRooms.NONE.warnings(CRM, LEAST)).isEmpty();
    assertThat(new SeenRooms(room(LEAST), Map.of(CRM, room(LEAST))).warnings(CRM, LEAST)).isEmpty();
    assertThat(new SeenRooms(DiskRoom.UNSEEN, Map.of(CRM, DiskRoom.UNSEEN)).warnings(CRM, LEAST))
        .isEmpty();
  }

  @Test
  void isInTheStatusOfEachStream() {
    // given
    SupervisedConnectors connectors =
        new SupervisedConnectors(
            new SmallRyeConfigBuilder()
                .withMapping(CaptureSettings.class)
                .withDefaultValue("tributary.capture.free-disk-warning-bytes", "" + LEAST)
                .build()
                .getConfigMapping(CaptureSettings.class),
            ConnectAddress.of("http://127.0.0.1:1"),
            Map.of(),
            "tributary",
            (short) 1,
            Clock.systemUTC());

    // when
    connectors.saw(new SeenRooms(room(1), Map.of(CRM, room(1))));

    // then
    assertThat(connectors.status(CRM).warnings()).hasSize(2);
    assertThat(connectors.status(OTHER).warnings()).hasSize(1);
  }

  private static DiskRoom room(long bytes) {
    return new DiskRoom(OptionalLong.of(bytes));
  }
}
