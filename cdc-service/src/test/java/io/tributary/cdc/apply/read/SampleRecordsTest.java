package io.tributary.cdc.apply.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.change.ChangeDecoder;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Decodes records that the real connector wrote. */
class SampleRecordsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<ChangeRecord> records(String kind) throws Exception {
    ChangeDecoder decoder = new ChangeDecoder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SampleRecordsTest.class.getResourceAsStream("/apply/records.jsonl"),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .flatMap(line -> sample(line))
          .filter(sample -> sample.get("kind").asText().startsWith(kind))
          .map(sample -> decode(decoder, sample))
          .toList();
    }
  }

  private static Stream<JsonNode> sample(String line) {
    try {
      return Stream.of(JSON.readTree(line));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ChangeRecord decode(ChangeDecoder decoder, JsonNode sample) {
    List<ChangeRecord> events =
        decoder.decode(
            1,
            sample.get("value").toString().getBytes(StandardCharsets.UTF_8),
            name -> {
              JsonNode header = sample.get("headers").get(name);
              return header == null ? null : header.toString().getBytes(StandardCharsets.UTF_8);
            });
    return events.get(0);
  }

  @Test
  void readsTransactionMarkers() throws Exception {
    assertThat(records("BEGIN").get(0)).isEqualTo(new ChangeRecord.TransactionBegin(756, 31070792));
    assertThat(records("END").get(0))
        .isEqualTo(new ChangeRecord.TransactionEnd(756, 31071616, 5, 1795236504149L));
  }

  @Test
  void readsRowsInTheirOwnForm() throws Exception {
    RowChange row = (RowChange) records("snapshot row").get(0);
    assertThat(row.op()).isEqualTo(Op.SNAPSHOT);
    assertThat(row.table()).isEqualTo(new TableName("public", "customer"));
    assertThat(row.after().value("tags")).isEqualTo("{{a,NULL},{\"b c\",d}}");
    assertThat(row.after().value("raw")).isEqualTo("\\x00ff");
    RowChange update = (RowChange) records("update").get(0);
    assertThat(update.after().value("big")).isEqualTo(RowImage.UNCHANGED);
    assertThat(update.xid()).isEqualTo(756);
    assertThat(update.totalOrder()).isEqualTo(2);
    assertThat(update.before()).isNull();
    RowChange full = (RowChange) records("update").get(1);
    assertThat(full.before().value("line")).isEqualTo("ides");
  }

  @Test
  void readsTheTwoHalvesOfAKeyChange() throws Exception {
    RowChange left = (RowChange) records("delete").get(0);
    RowChange arrived = (RowChange) records("insert").get(1);
    assertThat(left.newKey().value("id")).isEqualTo("30");
    assertThat(arrived.oldKey().value("id")).isEqualTo("3");
    assertThat(((RowChange) records("delete").get(1)).newKey()).isNull();
  }

  @Test
  void readsMessagesTruncatesAndNotices() throws Exception {
    assertThat(records("message"))
        .containsExactly(
            new ChangeRecord.Message("tributary.fence", "token-1", 758, 1, 31072000),
            new ChangeRecord.Message("tributary.note", "no transaction", 0, 0, 31072128));
    assertThat(records("truncate").get(1))
        .isEqualTo(new ChangeRecord.Truncate(new TableName("public", "log"), 759, 2, 31077152));
    assertThat(records("notification STARTED")).containsExactly(new ChangeRecord.SnapshotStarted());
    assertThat(records("notification COMPLETED"))
        .containsExactly(new ChangeRecord.SnapshotCompleted());
    assertThat(records("notification TABLE")).containsOnly(new ChangeRecord.Ignored());
    assertThat(records("heartbeat")).containsOnly(new ChangeRecord.Ignored());
  }

  @Test
  void refusesWhatIsNoChangeEventAndSaysWhere() {
    for (String value :
        List.of(
            "nonsense",
            "{}",
            "[]",
            "{\"op\":\"q\",\"source\":{\"table\":\"t\"}}",
            "{\"op\":\"c\",\"source\":{\"table\":\"t\"},\"after\":null}",
            "{\"op\":\"c\",\"source\":{\"table\":\"t\"},\"after\":{\"a\":1}}",
            "{\"op\":\"c\",\"source\":{},\"after\":{\"a\":\"1\"}}",
            "{\"status\":\"END\",\"id\":\"1:2\"}",
            "{\"status\":\"BEGIN\",\"id\":\"x\"}",
            "{\"status\":\"END\",\"id\":\"1:x\",\"event_count\":1}")) {
      assertThatThrownBy(
              () ->
                  new ChangeDecoder()
                      .decode(42, value.getBytes(StandardCharsets.UTF_8), name -> null))
          .as(value)
          .isInstanceOf(TributaryException.class)
          .hasMessageContaining("offset 42");
    }
  }
}
