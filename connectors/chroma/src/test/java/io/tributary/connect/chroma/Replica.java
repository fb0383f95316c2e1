package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.ChangeDecoder;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.RowImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;

/** Tables rebuilt from nothing but the records, decoded as apply decodes them. */
final class Replica {
  private final ChangeDecoder decoder = new ChangeDecoder();
  private final JsonConverter converter = new JsonConverter();
  private final JsonConverter keys = new JsonConverter();
  private final List<Map.Entry<String, ChangeRecord>> pending = new ArrayList<>();
  private final Map<String, Map<String, RowImage>> tables = new TreeMap<>();
  private final Map<String, ChangeRecord.Shape> shapes = new HashMap<>();
  private final List<String> messages = new ArrayList<>();
  private int truncations;
  private boolean open;
  private boolean completed;

  Replica() {
    converter.configure(Map.of("schemas.enable", "false"), false);
    keys.configure(Map.of("schemas.enable", "false"), true);
  }

  void accept(SourceRecord record) {
    byte[] key = keys.fromConnectData("any", record.keySchema(), record.key());
    byte[] value = converter.fromConnectData("any", record.valueSchema(), record.value());
    ChangeRecord change = decoder.decode(0, value, name -> null).get(0);
    if (change instanceof ChangeRecord.SnapshotStarted) {
      tables.clear();
      open = false;
    } else if (change instanceof ChangeRecord.SnapshotCompleted) {
      completed = true;
    } else if (change instanceof ChangeRecord.Shape shape) {
      shapes.put(shape.table().schema() + "." + shape.table().name(), shape);
    } else if (change instanceof ChangeRecord.TransactionBegin) {
      pending.clear();
      open = true;
    } else if (change instanceof ChangeRecord.TransactionEnd end) {
      assertThat(open).isTrue();
      assertThat(end.eventCount()).isEqualTo(pending.size());
      pending.forEach(member -> apply(member.getKey(), member.getValue()));
      open = false;
    } else if (change instanceof ChangeRecord.Member member) {
      String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
      if (member.xid() == 0) {
        apply(text, member);
      } else if (open) {
        pending.add(Map.entry(text, member));
        assertThat(member.totalOrder()).isEqualTo(pending.size());
      }
    }
  }

  private void apply(String key, ChangeRecord record) {
    if (record instanceof ChangeRecord.Truncate truncate) {
      truncations++;
      rows(truncate.table().schema() + "." + truncate.table().name()).clear();
    } else if (record instanceof ChangeRecord.Message message) {
      messages.add(message.prefix() + "=" + message.content());
    } else if (record instanceof ChangeRecord.RowChange change) {
      Map<String, RowImage> rows = rows(change.table().schema() + "." + change.table().name());
      switch (change.op()) {
        case INSERT, UPDATE, SNAPSHOT -> rows.put(key, change.after());
        case DELETE -> rows.remove(key);
      }
    }
  }

  /** The rows of a table by their keys. */
  Map<String, RowImage> rows(String table) {
    return tables.computeIfAbsent(table, name -> new HashMap<>());
  }

  /** The tables that were ever spoken of. */
  Map<String, Map<String, RowImage>> tables() {
    return tables;
  }

  ChangeRecord.Shape shape(String table) {
    return shapes.get(table);
  }

  /** How often a table was emptied to be sent again. */
  int truncations() {
    return truncations;
  }

  List<String> messages() {
    return messages;
  }

  boolean completed() {
    return completed;
  }
}
