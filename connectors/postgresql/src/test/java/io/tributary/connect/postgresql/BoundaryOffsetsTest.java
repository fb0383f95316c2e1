package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class BoundaryOffsetsTest {

  private static final String SYSTEM = "7000/5";
  private static final Map<String, Object> STORED = Map.of("lsn", 100L, "lsn_commit", 100L);

  private final BoundaryOffsets streaming = new BoundaryOffsets(new StoredOffset(STORED), SYSTEM);
  private final BoundaryOffsets first = new BoundaryOffsets(null, SYSTEM);

  @Test
  void givesARecordInsideATransactionTheOffsetStoredInConnect() {
    assertThat(offset(streaming, row(inside(110)))).isEqualTo(STORED);
  }

  @Test
  void givesEndItsOwnOffsetWithoutTheTransaction() {
    assertThat(offset(streaming, end(committed(120))))
        .isEqualTo(Map.of("lsn", 120L, "lsn_commit", 120L, "tributary_system_id", SYSTEM));
  }

  @Test
  void givesTheNextTransactionTheEndOfTheOneBefore() {
    streaming.atBoundary(end(committed(120)));
    assertThat(offset(streaming, row(inside(121)))).containsEntry("lsn_commit", 120L);
  }

  @Test
  void keepsTheOffsetOfARecordOutsideOfTransactions() {
    assertThat(offset(streaming, row(Map.of("lsn", 130L, "lsn_commit", 130L, "lsn_proc", 130L))))
        .isEqualTo(Map.of("lsn", 130L, "lsn_commit", 130L, "tributary_system_id", SYSTEM));
  }

  @Test
  void holdsBackTheHeartbeatThatComesBetweenCommitAndEnd() {
    assertThat(offset(streaming, row(committed(120)))).isEqualTo(STORED);
  }

  @Test
  void neverPassesAnEmptyOffsetOn() {
    assertThat(offset(first, notification("STARTED", Map.of()))).isNull();
    assertThat(offset(streaming, notification("STARTED", Map.of()))).isEqualTo(STORED);
  }

  @Test
  void keepsTheOffsetsOfSnapshotRows() {
    assertThat(offset(first, row(snapshot(90, false))))
        .containsEntry("snapshot", "INITIAL")
        .containsEntry("snapshot_completed", false);
  }

  @Test
  void saysThatTheSnapshotIsCompleteByTheNotificationOnly() {
    first.atBoundary(row(snapshot(90, false)));
    assertThat(offset(first, row(snapshot(90, true)))).containsEntry("snapshot_completed", false);
    assertThat(offset(first, row(Map.of("lsn", 90L)))).containsEntry("snapshot_completed", false);
    assertThat(offset(first, notification("COMPLETED", Map.of("lsn", 90L))))
        .isEqualTo(Map.of("lsn", 90L, "tributary_system_id", SYSTEM));
    assertThat(offset(first, row(inside(95))))
        .containsEntry("lsn", 90L)
        .doesNotContainKey("snapshot");
  }

  @Test
  void takesUpAnIncompleteSnapshotAsRunning() {
    BoundaryOffsets again = new BoundaryOffsets(new StoredOffset(snapshot(90, false)), SYSTEM);
    assertThat(offset(again, row(Map.of("lsn", 95L)))).containsEntry("snapshot_completed", false);
  }

  @Test
  void neverGoesBackWhenDebeziumReplaysAfterItsOwnRestart() {
    streaming.atBoundary(end(committed(120)));
    BoundaryOffsets restarted = streaming.restartedFrom(new StoredOffset(STORED));
    assertThat(offset(restarted, row(inside(105)))).containsEntry("lsn_commit", 120L);
    assertThat(offset(restarted, end(committed(110)))).containsEntry("lsn_commit", 120L);
    assertThat(offset(restarted, end(committed(130)))).containsEntry("lsn_commit", 130L);
  }

  private static Map<String, Object> offset(BoundaryOffsets offsets, SourceRecord record) {
    @SuppressWarnings("unchecked")
    Map<String, Object> offset = (Map<String, Object>) offsets.atBoundary(record).sourceOffset();
    return offset;
  }

  private static Map<String, Object> inside(long lsn) {
    return Map.of("lsn", lsn, "lsn_proc", lsn, "lsn_commit", 100L, "transaction_id", "7");
  }

  private static Map<String, Object> committed(long lsn) {
    Map<String, Object> offset = new HashMap<>(inside(lsn));
    offset.put("lsn_commit", lsn);
    offset.put("transaction_data_collection_order_public.t", 3L);
    return offset;
  }

  private static Map<String, Object> snapshot(long lsn, boolean completed) {
    return Map.of("lsn", lsn, "snapshot", "INITIAL", "snapshot_completed", completed);
  }

  private static SourceRecord row(Map<String, ?> offset) {
    return record(offset, Schema.STRING_SCHEMA, "row");
  }

  private static SourceRecord end(Map<String, ?> offset) {
    Schema schema =
        SchemaBuilder.struct()
            .name("io.debezium.connector.common.TransactionMetadataValue")
            .field("status", Schema.STRING_SCHEMA)
            .build();
    return record(offset, schema, new Struct(schema).put("status", "END"));
  }

  private static SourceRecord notification(String type, Map<String, ?> offset) {
    Schema schema =
        SchemaBuilder.struct()
            .name("io.debezium.connector.common.Notification")
            .field("aggregate_type", Schema.STRING_SCHEMA)
            .field("type", Schema.STRING_SCHEMA)
            .build();
    Struct value = new Struct(schema).put("aggregate_type", "Initial Snapshot").put("type", type);
    return record(offset, schema, value);
  }

  private static SourceRecord record(Map<String, ?> offset, Schema schema, Object value) {
    return new SourceRecord(Map.of("server", "s"), offset, "topic", schema, value);
  }
}
