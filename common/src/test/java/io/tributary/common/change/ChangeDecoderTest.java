package io.tributary.common.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.error.RowValues;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

class ChangeDecoderTest {
  private static final TableName ITEM = new TableName("app", "item");
  private static final String BEGIN = "{\"status\":\"BEGIN\",\"id\":\"7:100\",\"ts_ms\":5}";
  private static final String END =
      "{\"status\":\"END\",\"id\":\"7:120\",\"event_count\":2,\"ts_ms\":6}";

  private final ChangeDecoder decoder = new ChangeDecoder();

  @Test
  void readsTheEventsOfAnArrayInTheirOrder() {
    // when
    List<ChangeRecord> read =
        decode(
            "["
                + String.join(
                    ",", BEGIN, row("u", 1, "{\"id\":\"1\"}"), row("c", 2, "{\"id\":null}"), END)
                + "]");

    // then
    assertThat(read)
        .containsExactly(
            new ChangeRecord.TransactionBegin(7, 100),
            new RowChange(ITEM, Op.UPDATE, null, image("1"), null, null, 7, 1, 110, 9),
            new RowChange(ITEM, Op.INSERT, null, image(null), null, null, 7, 2, 110, 9),
            new ChangeRecord.TransactionEnd(7, 120, 2, 6));
  }

  @Test
  void readsFieldsInWhateverOrderTheyCome() {
    // given
    String event =
        "{\"transaction\":{\"total_order\":1,\"id\":\"7:110\"},\"after\":null,\"ignored\":{\"op\":[1]},"
            + "\"before\":{\"id\":\"1\",\"note\":\"\\u0000unchanged\"},"
            + "\"source\":{\"storage_classes\":{\"note\":\"text\"},\"lsn\":110,\"table\":\"item\","
            + "\"schema\":\"app\",\"ts_ms\":9},\"op\":\"d\"}";

    // when
    ChangeRecord read = decode(event).get(0);

    // then
    RowImage before =
        new RowImage(
            List.of("id", "note"), List.of("1", RowImage.UNCHANGED), Map.of("note", "text"));
    assertThat(read)
        .isEqualTo(new RowChange(ITEM, Op.DELETE, before, null, null, null, 7, 1, 110, 9));
  }

  @Test
  void readsWhichRowsAConnectorSendsOfItself() {
    // given
    String emptied =
        "{\"op\":\"t\",\"transaction\":{\"total_order\":1,\"id\":\"7:110\"},"
            + "\"source\":{\"schema\":\"app\",\"table\":\"item\",\"lsn\":110,\"reread\":%s}}";
    String row = row("c", 2, "{\"id\":\"1\"}").replace("\"lsn\"", "\"reread\":true,\"lsn\"");

    // then
    assertThat(decode(emptied.formatted("true")))
        .containsExactly(new ChangeRecord.Truncate(ITEM, 7, 1, 110, true));
    assertThat(decode(emptied.formatted("null")))
        .containsExactly(new ChangeRecord.Truncate(ITEM, 7, 1, 110));
    assertThat(((RowChange) decode(row).get(0)).reread()).isTrue();
    assertThat(((RowChange) decode(row("c", 2, "{\"id\":\"1\"}")).get(0)).reread()).isFalse();
  }

  @Test
  void sharesColumnNamesAndTablesBetweenRows() {
    // when
    RowChange first = (RowChange) decode(row("c", 1, "{\"id\":\"1\"}")).get(0);
    RowChange second = (RowChange) decode(row("c", 1, "{\"id\":\"2\"}")).get(0);

    // then
    assertThat(second.after().columns()).isSameAs(first.after().columns());
    assertThat(second.table()).isSameAs(first.table());
  }

  @Test
  void refusesWhatIsNoEventNamingTheOffset() {
    for (String wrong :
        List.of(
            "[" + BEGIN + ",3]",
            "[" + BEGIN,
            "\"text\"",
            "{}",
            row("c", 1, "{\"id\":1}"),
            row("c", 1, "null"),
            "{\"status\":\"END\",\"id\":\"7:120\"}",
            "{\"op\":\"c\",\"after\":{\"id\":\"1\"},\"source\":{\"lsn\":1}}")) {
      assertThatThrownBy(() -> decode(wrong))
          .as(wrong)
          .isInstanceOf(TributaryException.class)
          .hasMessageContaining("at offset 42");
    }
  }

  @Test
  void repeatsNothingOfARecordThatItCannotRead() {
    assertThatThrownBy(() -> decode("{\"before\":{\"a\":secret}}"))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("line 1, column 2")
        .hasStackTraceContaining(RowValues.HIDDEN)
        .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("secret"));
  }

  private List<ChangeRecord> decode(String json) {
    return decoder.decode(42, json.getBytes(StandardCharsets.UTF_8), name -> null);
  }

  private static RowImage image(String id) {
    return new RowImage(List.of("id"), Arrays.asList(id));
  }

  private static String row(String op, int order, String after) {
    return ("{\"op\":\"%s\",\"source\":{\"lsn\":110,\"schema\":\"app\",\"table\":\"item\",\"ts_ms\":9},"
            + "\"transaction\":{\"id\":\"7:110\",\"total_order\":%d},\"before\":null,\"after\":%s}")
        .formatted(op, order, after);
  }
}
