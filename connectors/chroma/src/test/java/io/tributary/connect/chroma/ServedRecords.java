package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.change.RowImage;
import io.tributary.connect.chroma.server.ChromaClient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Holds a replica against what a server returns, and against nothing that reads its files. */
final class ServedRecords {
  private static final String DATABASE = "default_database.";
  private static final double COSINE_BOUND = 2e-7;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ServedRecords() {}

  /** Asks the server, which makes it take over all that it has accepted, then catches up. */
  static void requireSame(ChromaClient client, Source source, String why) throws Exception {
    Map<String, JsonNode> collections = client.list();
    Map<String, JsonNode> records = new HashMap<>();
    collections.keySet().forEach(name -> records.put(name, client.get(name)));
    source.catchUp();
    for (String table : source.replica().tables().keySet()) {
      if (!collections.containsKey(table.substring(DATABASE.length()))) {
        assertThat(source.replica().rows(table)).as(table + " is deleted, " + why).isEmpty();
      }
    }
    for (Map.Entry<String, JsonNode> entry : records.entrySet()) {
      String space =
          collections
              .get(entry.getKey())
              .path("configuration_json")
              .path("hnsw")
              .path("space")
              .asText();
      requireSame(
          entry.getValue(),
          byId(source.replica().rows(DATABASE + entry.getKey())),
          space.equals("cosine"),
          entry.getKey() + ", " + why);
    }
  }

  private static void requireSame(
      JsonNode records, Map<String, RowImage> rows, boolean cosine, String why) throws Exception {
    JsonNode ids = records.path("ids");
    assertThat(rows).as(why).hasSize(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      String where = ids.path(i).asText() + " of " + why;
      RowImage row = rows.get(ids.path(i).asText());
      assertThat(row).as(where).isNotNull();
      assertThat(row.value("document")).as(where).isEqualTo(text(records.path("documents"), i));
      assertThat(row.value("uri")).as(where).isEqualTo(text(records.path("uris"), i));
      JsonNode metadata = records.path("metadatas").path(i);
      String written = row.value("metadata");
      assertThat(JSON.readTree(written == null ? "{}" : written))
          .as(where)
          .isEqualTo(metadata.isNull() ? JSON.createObjectNode() : metadata);
      requireSameVector(records.path("embeddings").path(i), row.value("embedding"), cosine, where);
    }
  }

  private static void requireSameVector(
      JsonNode numbers, String embedding, boolean cosine, String where) {
    assertThat(embedding).as(where).startsWith("\\x");
    byte[] hex = HexFormat.of().parseHex(embedding.substring(2));
    ByteBuffer bytes = ByteBuffer.wrap(hex).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(hex).as(where).hasSize(Float.BYTES * numbers.size());
    for (JsonNode number : numbers) {
      float wanted = Float.parseFloat(number.asText());
      float found = bytes.getFloat();
      if (cosine) {
        assertThat(Math.abs((double) found - wanted))
            .as("%s: %s is %s", where, wanted, found)
            .isLessThanOrEqualTo(Math.max(COSINE_BOUND * Math.abs(wanted), Float.MIN_NORMAL));
      } else {
        assertThat(Float.floatToRawIntBits(found))
            .as("%s: %s is %s", where, wanted, found)
            .isEqualTo(Float.floatToRawIntBits(wanted));
      }
    }
  }

  private static String text(JsonNode column, int i) {
    return column.path(i).isTextual() ? column.path(i).asText() : null;
  }

  private static Map<String, RowImage> byId(Map<String, RowImage> rows) {
    Map<String, RowImage> found = new HashMap<>();
    rows.values().forEach(row -> found.put(row.value("id"), row));
    return found;
  }
}
