package io.tributary.validator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeReaderTest {
  private static final TableName TABLE = new TableName("public", "t");

  @Test
  void readsTheKeyOfARowChangeAndSkipsItsValues() throws IOException {
    assertThat(read("{\"id\":\"3\"}", change("u"))).contains(new Touched(TABLE, Map.of("id", "3")));
    assertThat(read("{\"id\":\"3\"}", change("d"))).contains(new Touched(TABLE, Map.of("id", "3")));
  }

  @Test
  void aTruncateAndARowWithoutKeyTouchTheWholeTable() throws IOException {
    assertThat(read(null, change("t"))).contains(new Touched(TABLE, Map.of()));
    assertThat(read(null, change("c"))).contains(new Touched(TABLE, Map.of()));
  }

  @Test
  void markersMessagesHeartbeatsAndNotificationsTouchNothing() throws IOException {
    assertThat(read("{\"id\":\"7:1\"}", "{\"status\":\"END\",\"id\":\"7:1\"}")).isEmpty();
    assertThat(read("{\"prefix\":\"p\"}", change("m"))).isEmpty();
    assertThat(read("{\"serverName\":\"s\"}", "{\"ts_ms\":1}")).isEmpty();
    assertThat(read("{\"id\":\"u\"}", "{\"type\":\"STARTED\",\"additional_data\":{}}")).isEmpty();
  }

  private static String change(String operation) {
    return ("{\"before\":null,\"after\":{\"id\":\"3\",\"op\":\"x\",\"source\":{\"table\":\"no\"}},"
            + "\"source\":{\"schema\":\"public\",\"table\":\"t\"},\"op\":\"%s\"}")
        .formatted(operation);
  }

  private static Optional<Touched> read(String key, String value) throws IOException {
    return ChangeReader.read(
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }
}
