package io.tributary.cdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.database.DiskRoom;
import io.tributary.common.model.StreamId;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {
  private final DiskWatch watch = new DiskWatch(new StreamId("shop", "crm"), 1_000L << 20);

  @Test
  void warnsBelowTheLimitAlone() {
    assertThat(watch.warning(room(1_000L << 20))).isEmpty();
    assertThat(watch.warning(room(999L << 20)))
        .hasValueSatisfying(
            warning -> {
              assertThat(warning.code()).isEqualTo("TRB-CAPTURE-DISK-LOW");
              assertThat(warning.message()).contains("Source crm has 999 MB left");
            });
  }

  @Test
  void saysNothingOfADiskThatCannotBeSeen(@TempDir Path directory) {
    assertThat(DiskRoom.at(directory).freeBytes()).isPresent();
    assertThat(DiskRoom.at(directory.resolve("gone"))).isEqualTo(DiskRoom.UNSEEN);
    assertThat(watch.warning(DiskRoom.UNSEEN)).isEmpty();
  }

  private static DiskRoom room(long bytes) {
    return new DiskRoom(OptionalLong.of(bytes));
  }
}
