package io.tributary.common.change;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the records that say where a source transaction begins and ends. */
final class MarkerReader {
  private MarkerReader() {}

  static ChangeRecord read(JsonNode marker) {
    String status = marker.path("status").asText();
    TransactionId id = TransactionId.parse(marker.path("id").asText());
    return switch (status) {
      case "BEGIN" -> new ChangeRecord.TransactionBegin(id.xid(), id.lsn());
      case "END" ->
          new ChangeRecord.TransactionEnd(
              id.xid(), id.lsn(), count(marker), marker.path("ts_ms").asLong());
      default -> throw new IllegalArgumentException("unknown transaction status '" + status + "'");
    };
  }

  private static long count(JsonNode marker) {
    if (!marker.path("event_count").isIntegralNumber()) {
      throw new IllegalArgumentException("END without event_count");
    }
    return marker.get("event_count").asLong();
  }
}
