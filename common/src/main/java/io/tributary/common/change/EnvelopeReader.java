package io.tributary.common.change;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.model.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads change envelopes. Keeps one list of column names per shape, so that rows share it. */
final class EnvelopeReader {
  private final Map<List<String>, List<String>> shapes = new HashMap<>();
  private final Map<TableName, TableName> tables = new HashMap<>();

  ChangeRecord read(JsonNode envelope, JsonNode oldKey, JsonNode newKey) {
    String op = envelope.get("op").asText();
    JsonNode source = envelope.path("source");
    long lsn = source.path("lsn").asLong();
    JsonNode transaction = envelope.path("transaction");
    long order = transaction.path("total_order").asLong();
    long xid =
        transaction.hasNonNull("id")
            ? TransactionId.parse(transaction.get("id").asText()).xid()
            : 0;
    return switch (op) {
      case "m" -> message(envelope.path("message"), xid, order, lsn);
      case "t" -> new ChangeRecord.Truncate(table(source), xid, order, lsn);
      case "c", "u", "d", "r" ->
          new ChangeRecord.RowChange(
              table(source),
              operation(op),
              row(envelope.path("before"), source),
              after(envelope, op, source),
              op.equals("c") ? row(oldKey, source) : null,
              op.equals("d") ? row(newKey, source) : null,
              xid,
              order,
              lsn,
              source.path("ts_ms").asLong());
      default -> throw new IllegalArgumentException("unknown operation '" + op + "'");
    };
  }

  private static ChangeRecord.Op operation(String op) {
    return switch (op) {
      case "c" -> ChangeRecord.Op.INSERT;
      case "u" -> ChangeRecord.Op.UPDATE;
      case "d" -> ChangeRecord.Op.DELETE;
      default -> ChangeRecord.Op.SNAPSHOT;
    };
  }

  private Row after(JsonNode envelope, String op, JsonNode source) {
    Row after = row(envelope.path("after"), source);
    if (after == null && !op.equals("d")) {
      throw new IllegalArgumentException("operation '" + op + "' without a row");
    }
    return after;
  }

  private TableName table(JsonNode source) {
    if (!source.hasNonNull("table")) {
      throw new IllegalArgumentException("a change without a table");
    }
    TableName name = new TableName(source.path("schema").asText(), source.path("table").asText());
    return tables.computeIfAbsent(name, n -> n);
  }

  private Row row(JsonNode image, JsonNode source) {
    if (image == null || !image.isObject()) {
      return null;
    }
    List<String> columns = new ArrayList<>(image.size());
    List<String> values = new ArrayList<>(image.size());
    Iterator<Map.Entry<String, JsonNode>> fields = image.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      columns.add(field.getKey());
      values.add(literal(field.getKey(), field.getValue()));
    }
    return new Row(
        shapes.computeIfAbsent(columns, Collections::unmodifiableList),
        Collections.unmodifiableList(values),
        storageClasses(source.path("storage_classes")));
  }

  private static Map<String, String> storageClasses(JsonNode classes) {
    if (!classes.isObject() || classes.isEmpty()) {
      return Map.of();
    }
    Map<String, String> found = new HashMap<>();
    classes.fields().forEachRemaining(each -> found.put(each.getKey(), each.getValue().asText()));
    return Map.copyOf(found);
  }

  private static String literal(String column, JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      // A number or object here means that the connector's literal converter was not at work, and
      // that the value may have lost digits on its way.
      throw new IllegalArgumentException("column '" + column + "' is not a text literal");
    }
    return value.textValue();
  }

  private static ChangeRecord message(JsonNode message, long xid, long order, long lsn) {
    byte[] content = Base64.getDecoder().decode(message.path("content").asText());
    return new ChangeRecord.Message(
        message.path("prefix").asText(),
        new String(content, StandardCharsets.UTF_8),
        xid,
        order,
        lsn);
  }
}
