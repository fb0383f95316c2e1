package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.change.RowImage;
import io.tributary.local.chroma.QueueOperation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a directory holds, known from what was asked of the application and from nothing that reads
 * its files.
 */
final class Model {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<String, Known>> collections = new TreeMap<>();
  private final Map<String, Boolean> cosine = new HashMap<>();

  void create(String name, boolean measuredByCosine) {
    collections.put(name, new TreeMap<>());
    cosine.put(name, measuredByCosine);
  }

  void drop(String name) {
    collections.remove(name);
  }

  void rename(String name, String to) {
    collections.put(to, collections.remove(name));
    cosine.put(to, cosine.get(name));
  }

  void write(String name, QueueOperation operation) {
    Map<String, Known> records = collections.get(name);
    Known before = records.get(operation.id());
    switch (operation.number()) {
      case 0 -> {
        if (before == null) {
          records.put(operation.id(), new Known(operation.vector(), Map.of()).over(operation));
        }
      }
      case 1 -> {
        if (before != null) {
          records.put(operation.id(), before.over(operation));
        }
      }
      case 2 ->
          records.put(
              operation.id(),
              (before == null ? new Known(null, Map.of()) : before).over(operation));
      default -> records.remove(operation.id());
    }
  }

  /** Holds the replica against it; the replica may also have tables that are empty. */
  void requireSame(Replica replica, String why) throws Exception {
    for (String name : replica.tables().keySet()) {
      Map<String, Known> expected = collections.getOrDefault(name, Map.of());
      Map<String, RowImage> rows = new TreeMap<>();
      replica.rows(name).values().forEach(row -> rows.put(row.value("id"), row));
      assertThat(rows.keySet()).as("%s, %s", name, why).isEqualTo(expected.keySet());
      for (Map.Entry<String, Known> entry : expected.entrySet()) {
        requireSame(
            entry.getValue(),
            rows.get(entry.getKey()),
            cosine.get(name),
            name + " " + entry.getKey() + ", " + why);
      }
    }
    collections.forEach(
        (name, records) ->
            assertThat(replica.rows(name)).as("%s, %s", name, why).hasSize(records.size()));
  }

  private static void requireSame(Known known, RowImage row, boolean cosine, String why)
      throws Exception {
    Map<String, Object> metadata = new HashMap<>(known.metadata());
    assertThat(row.value("document")).as(why).isEqualTo(metadata.remove("chroma:document"));
    assertThat(row.value("uri")).as(why).isEqualTo(metadata.remove("chroma:uri"));
    assertThat(row.value("created_at")).as(why).startsWith("20");
    if (metadata.isEmpty()) {
      assertThat(row.value("metadata")).as(why).isNull();
    } else {
      JsonNode written = JSON.readTree(row.value("metadata"));
      assertThat(written).as(why).isEqualTo(JSON.readTree(JSON.writeValueAsString(metadata)));
    }
    String hex = row.value("embedding");
    assertThat(hex).as(why).startsWith("\\x");
    ByteBuffer bytes =
        ByteBuffer.wrap(HexFormat.of().parseHex(hex.substring(2))).order(ByteOrder.LITTLE_ENDIAN);
    for (float wanted : known.vector()) {
      float found = bytes.getFloat();
      if (cosine) {
        // The stand-in for the server normalises with a little less care than a server does.
        assertThat(Math.abs((double) found - wanted))
            .as(why)
            .isLessThanOrEqualTo(3e-7 * Math.abs(wanted));
      } else {
        assertThat(Float.floatToRawIntBits(found))
            .as(why)
            .isEqualTo(Float.floatToRawIntBits(wanted));
      }
    }
    assertThat(bytes.hasRemaining()).as(why).isFalse();
  }

  /** A record as it was asked for. */
  private record Known(float[] vector, Map<String, Object> metadata) {
    Known over(QueueOperation operation) {
      Map<String, Object> merged = new HashMap<>(metadata);
      operation
          .metadata()
          .forEach(
              (key, value) -> {
                if (value == null) {
                  merged.remove(key);
                } else {
                  merged.put(key, value);
                }
              });
      return new Known(operation.vector() == null ? vector : operation.vector(), merged);
    }
  }
}
