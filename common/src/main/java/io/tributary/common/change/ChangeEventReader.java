package io.tributary.common.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of a change topic, field by field in whatever order they come: an envelope, a
 * transaction's marker, a table's shape or a notice. Not thread-safe.
 */
final class ChangeEventReader {
  private final RowImageReader rows = new RowImageReader();
  private final ChangeOriginReader source = new ChangeOriginReader();
  private @Nullable String op;
  private @Nullable RowImage before;
  private @Nullable RowImage after;
  private @Nullable String transactionId;
  private long totalOrder;
  private String prefix = "";
  private @Nullable String content;
  private @Nullable String status;
  private @Nullable String id;
  private @Nullable Long eventCount;
  private @Nullable Long millis;
  private @Nullable JsonNode shape;
  private @Nullable String aggregate;
  private @Nullable String type;

  /**
   * What the object at the parser's place says.
   *
   * @param oldKey the key before, of the second half of a key change; else null
   * @param newKey the key afterwards, of the first half of a key change; else null
   */
  ChangeRecord read(
      JsonParser parser, JsonTextReader texts, @Nullable RowImage oldKey, @Nullable RowImage newKey)
      throws IOException {
    clear();
    JsonFields.object(parser, field -> field(field, parser, texts));
    if (op != null) {
      return change(op, oldKey, newKey);
    }
    if (status != null) {
      return marker(status);
    }
    return shape == null ? NoticeKind.of(aggregate, type, millis) : TableShapeReader.read(shape);
  }

  private void clear() {
    source.clear();
    op = null;
    before = null;
    after = null;
    transactionId = null;
    totalOrder = 0;
    prefix = "";
    content = null;
    status = null;
    id = null;
    eventCount = null;
    millis = null;
    shape = null;
    aggregate = null;
    type = null;
  }

  private void field(String name, JsonParser parser, JsonTextReader texts) throws IOException {
    switch (name) {
      case "op" -> op = JsonFields.text(parser);
      case "source" -> source.read(parser);
      case "before" -> before = rows.read(parser, texts);
      case "after" -> after = rows.read(parser, texts);
      case "transaction" -> JsonFields.object(parser, inner -> transaction(parser, inner));
      case "message" -> JsonFields.object(parser, inner -> message(parser, texts, inner));
      case "status" -> status = JsonFields.text(parser);
      case "id" -> id = JsonFields.text(parser);
      case "event_count" -> eventCount = JsonFields.whole(parser);
      case "ts_ms" -> millis = JsonFields.whole(parser);
      case "shape" -> shape = parser.readValueAsTree();
      case "aggregate_type" -> aggregate = JsonFields.text(parser);
      case "type" -> type = JsonFields.text(parser);
      default -> parser.skipChildren();
    }
  }

  private void transaction(JsonParser parser, String field) throws IOException {
    switch (field) {
      case "id" -> transactionId = JsonFields.text(parser);
      case "total_order" -> totalOrder = JsonFields.number(parser);
      default -> parser.skipChildren();
    }
  }

  private void message(JsonParser parser, JsonTextReader texts, String field) throws IOException {
    switch (field) {
      case "prefix" -> prefix = Objects.requireNonNullElse(JsonFields.text(parser), "");
      case "content" -> content = texts.text();
      default -> parser.skipChildren();
    }
  }

  private ChangeRecord change(
      String operation, @Nullable RowImage oldKey, @Nullable RowImage newKey) {
    long xid = transactionId == null ? 0 : TransactionId.parse(transactionId).xid();
    return switch (operation) {
      case "m" -> new ChangeRecord.Message(prefix, decoded(content), xid, totalOrder, source.lsn());
      case "t" -> truncate(xid);
      case "c" -> row(ChangeRecord.Op.INSERT, xid, required(operation), oldKey, null);
      case "u" -> row(ChangeRecord.Op.UPDATE, xid, required(operation), null, null);
      case "r" -> row(ChangeRecord.Op.SNAPSHOT, xid, required(operation), null, null);
      case "d" -> row(ChangeRecord.Op.DELETE, xid, after, null, newKey);
      default -> throw new IllegalArgumentException("unknown operation '" + operation + "'");
    };
  }

  private ChangeRecord truncate(long xid) {
    return new ChangeRecord.Truncate(
        source.table(), xid, totalOrder, source.lsn(), source.reread());
  }

  private ChangeRecord row(
      ChangeRecord.Op kind,
      long xid,
      @Nullable RowImage image,
      @Nullable RowImage oldKey,
      @Nullable RowImage newKey) {
    return new ChangeRecord.RowChange(
        source.table(),
        kind,
        source.classified(before),
        source.classified(image),
        source.classified(oldKey),
        source.classified(newKey),
        xid,
        totalOrder,
        source.lsn(),
        source.commitMillis(),
        source.reread());
  }

  private RowImage required(String operation) {
    if (after == null) {
      throw new IllegalArgumentException("operation '" + operation + "' without a row");
    }
    return after;
  }

  private static String decoded(@Nullable String base64) {
    return base64 == null
        ? ""
        : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private ChangeRecord marker(String named) {
    TransactionId transaction = TransactionId.parse(id == null ? "" : id);
    return switch (named) {
      case "BEGIN" -> new ChangeRecord.TransactionBegin(transaction.xid(), transaction.lsn());
      case "END" -> {
        if (eventCount == null) {
          throw new IllegalArgumentException("END without event_count");
        }
        yield new ChangeRecord.TransactionEnd(
            transaction.xid(), transaction.lsn(), eventCount, millis == null ? 0 : millis);
      }
      default -> throw new IllegalArgumentException("unknown transaction status '" + named + "'");
    };
  }
}
