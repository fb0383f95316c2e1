package io.tributary.validator.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.model.TableName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeReaderTest {
  private static final TableName TABLE = new TableName("public", "t");
  private static final TouchedRow THREE = new TouchedRow(TABLE, Map.of("id", "3"));
  private static final TouchedRow WHOLE = new TouchedRow(TABLE, Map.of());

  @Test
  void readsTheKeyOfARowChangeAndSkipsItsValues() throws IOException {
    assertThat(read("{\"id\":\"3\"}", change("u", ""))).containsExactly(THREE);
    assertThat(read("{\"id\":\"3\"}", change("d", ""))).containsExactly(THREE);
    assertThat(read("{\"id\":\"3\"}", null)).isEmpty();
  }

  @Test
  void aTruncateAndARowWithoutKeyTouchTheWholeTable() throws IOException {
    assertThat(read(null, change("t", ""))).containsExactly(WHOLE);
    assertThat(read(null, change("c", ""))).containsExactly(WHOLE);
    assertThat(read("{\"id\":null}", change("c", ""))).containsExactly(WHOLE);
    assertThat(read("{\"a\":\"1\",\"b\":{\"c\":\"2\"}}", change("c", ""))).containsExactly(WHOLE);
  }

  @Test
  void markersMessagesHeartbeatsAndNotificationsTouchNothing() throws IOException {
    assertThat(read("{\"id\":\"7:1\"}", "{\"status\":\"END\",\"id\":\"7:1\"}")).isEmpty();
    assertThat(read("{\"prefix\":\"p\"}", change("m", ""))).isEmpty();
    assertThat(read("{\"serverName\":\"s\"}", "{\"ts_ms\":1}")).isEmpty();
    assertThat(read("{\"id\":\"u\"}", "{\"type\":\"STARTED\",\"additional_data\":{}}")).isEmpty();
  }

  @Test
  void aNoticeOfAChangedDefinitionTouchesEveryTable() throws IOException {
    String notice = ",\"message\":{\"content\":\"eA==\",\"prefix\":\"%s\"}";
    assertThat(read("{\"prefix\":\"p\"}", change("m", notice.formatted("tributary.shape.m/s"))))
        .containsExactly(TouchedRow.EVERY_TABLE);
    assertThat(read("{\"prefix\":\"p\"}", change("m", notice.formatted("other")))).isEmpty();
  }

  @Test
  void readsEveryEventOfAnArrayWithItsOwnKey() throws IOException {
    String two = ",\"key\":{\"a\":\"x \\\"y\\\"\",\"b\":7}";
    String events =
        String.join(
            ",",
            "{\"status\":\"BEGIN\",\"id\":\"7:1\"}",
            change("c", ",\"key\":{\"id\":\"3\"}"),
            "{\"key\":{\"id\":\"4\"}," + change("u", "").substring(1),
            change("d", two),
            change("u", ""),
            change("u", ",\"key\":null"),
            change("t", ""),
            change("m", ""),
            "{\"status\":\"END\",\"id\":\"7:1\",\"data_collections\":[{\"event_count\":1}]}");
    assertThat(read(null, "[" + events + "]"))
        .containsExactly(
            THREE,
            new TouchedRow(TABLE, Map.of("id", "4")),
            new TouchedRow(TABLE, Map.of("a", "x \"y\"", "b", "7")),
            WHOLE,
            WHOLE,
            WHOLE);
    assertThat(read(null, "[]")).isEmpty();
  }

  @Test
  void anEventOfAnArrayDoesNotTakeTheKeyOfTheRecord() throws IOException {
    assertThat(read("{\"id\":\"3\"}", "[" + change("u", "") + "]")).containsExactly(WHOLE);
  }

  @Test
  void refusesARecordThatBreaksOff() {
    for (String broken :
        List.of("[" + change("u", ",\"key\":{\"id\":\"3\"}"), "[" + change("u", "") + ",", "{")) {
      assertThatThrownBy(() -> read(null, broken)).as(broken).isInstanceOf(IOException.class);
    }
  }

  private static String change(String operation, String more) {
    return ("{\"before\":null,\"after\":{\"id\":\"3\",\"op\":\"x\",\"key\":{\"id\":\"no\"},"
            + "\"source\":{\"table\":\"no\"}},"
            + "\"source\":{\"schema\":\"public\",\"lsn\":1,\"table\":\"t\"},\"op\":\"%s\"%s}")
        .formatted(operation, more);
  }

  private static List<TouchedRow> read(String key, String value) throws IOException {
    return ChangeReader.read(
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        value == null ? null : ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }
}
