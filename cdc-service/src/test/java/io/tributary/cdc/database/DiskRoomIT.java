package io.tributary.cdc.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.source.TargetEnd;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.database.DatabaseSession;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The disk of a server, as far as SQL tells where it is. */
class DiskRoomIT {
  private static final long FAR = 1L << 30;

  private final PostgresServer server = PostgresFixture.target();
  private final DatabaseAddress place = TargetEnd.connection(server, "postgres");

  @Test
  void isThatOfTheServersDataOnThisMachine() throws Exception {
    try (DatabaseSession session = new Databases().look(place)) {
      Path data = Path.of(session.text("SHOW data_directory"));
      long free = Files.getFileStore(data).getUsableSpace();

      // then
      assertThat(DiskRoom.of(session).freeBytes().orElseThrow()).isBetween(free - FAR, free + FAR);
      assertThat(DiskRoom.ofLog(session).freeBytes()).isPresent();
    }
  }

  @Test
  void isNotSeenByARoleThatMayNotAskForIt() {
    try (DatabaseSession session = new Databases().look(place)) {
      session.run("CREATE ROLE disk_room_nobody");
      try {
        session.run("SET ROLE disk_room_nobody");
        assertThat(DiskRoom.of(session)).isEqualTo(DiskRoom.UNSEEN);
        assertThat(DiskRoom.ofLog(session)).isEqualTo(DiskRoom.UNSEEN);
      } finally {
        session.run("RESET ROLE");
        session.run("DROP ROLE disk_room_nobody");
      }
    }
  }
}
