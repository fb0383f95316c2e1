package io.tributary.cdc.apply.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;
import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Row changes as JSON that jsonb can hold: values that were not sent are listed by column, because
 * jsonb has no zero character.
 */
public final class ParkedChangeJson {
  private ParkedChangeJson() {}

  /** The change as JSON. */
  public static String write(RowChange change) {
    ObjectNode out = Json.mapper().createObjectNode();
    out.put("schema", change.table().schema());
    out.put("table", change.table().name());
    out.put("op", change.op().name());
    out.set("before", row(change.before()));
    out.set("after", row(change.after()));
    out.set("oldKey", row(change.oldKey()));
    out.set("newKey", row(change.newKey()));
    out.put("xid", change.xid());
    out.put("totalOrder", change.totalOrder());
    out.put("lsn", change.lsn());
    out.put("commitMillis", change.commitMillis());
    return Json.text(out);
  }

  /** The same, without values where one has the character that jsonb does not know. */
  public static String keepable(RowChange change) {
    String whole = write(change);
    return whole.contains("\\u0000")
        ? Json.text(
            Map.of(
                "schema", change.table().schema(),
                "table", change.table().name(),
                "op", change.op().name()))
        : whole;
  }

  /** That a table was emptied. */
  public static String emptied(TableName table) {
    return Json.text(Map.of("schema", table.schema(), "table", table.name(), "op", "TRUNCATE"));
  }

  /** What {@link #write} wrote. */
  public static RowChange read(String json) {
    JsonNode in = Json.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonNode.class);
    return new RowChange(
        new TableName(in.get("schema").asText(), in.get("table").asText()),
        Op.valueOf(in.get("op").asText()),
        row(in.path("before")),
        row(in.path("after")),
        row(in.path("oldKey")),
        row(in.path("newKey")),
        in.get("xid").asLong(),
        in.get("totalOrder").asLong(),
        in.get("lsn").asLong(),
        in.get("commitMillis").asLong());
  }

  private static JsonNode row(@Nullable RowImage row) {
    if (row == null) {
      return Json.mapper().nullNode();
    }
    ArrayNode out = Json.mapper().createArrayNode();
    for (int i = 0; i < row.columns().size(); i++) {
      ObjectNode cell = out.addObject();
      cell.put("column", row.columns().get(i));
      if (RowImage.unchanged(row.values().get(i))) {
        cell.put("unchanged", true);
      } else {
        cell.put("value", row.values().get(i));
      }
    }
    return out;
  }

  private static @Nullable RowImage row(JsonNode cells) {
    if (!cells.isArray()) {
      return null;
    }
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (JsonNode cell : cells) {
      columns.add(cell.get("column").asText());
      values.add(cell.has("unchanged") ? RowImage.UNCHANGED : cell.path("value").textValue());
    }
    return new RowImage(columns, values);
  }
}
