package io.tributary.connect.chroma;

import static io.tributary.connect.sqlite.Names.LOG;
import static io.tributary.connect.sqlite.Names.quote;

import io.tributary.connect.sqlite.Names;
import io.tributary.connect.sqlite.Trigger;
import java.util.List;

/**
 * The triggers that log which records changed. Chroma takes a write over from its queue in one
 * transaction, and in it touches the record's row of {@code embeddings} whatever the write changes.
 * They compute nothing from values, and a record of a segment that is not known is passed over, so
 * that no write of the application fails because of them.
 */
final class ChromaTriggers {
  /** The numbers of the captured tables by the segments of their collections. */
  static final String SEGMENTS = Names.OWN + "segment";

  static final String TABLE =
      "CREATE TABLE "
          + quote(SEGMENTS)
          + " (segment TEXT PRIMARY KEY, tbl INTEGER NOT NULL) WITHOUT ROWID";
  private static final String KEY_CHANGED =
      " AND (OLD.segment_id IS NOT NEW.segment_id OR OLD.embedding_id IS NOT NEW.embedding_id)";

  private ChromaTriggers() {}

  static List<Trigger> all() {
    return List.of(
        trigger("insert", "INSERT", log("NEW", "")),
        trigger("update", "UPDATE", log("NEW", "") + log("OLD", KEY_CHANGED)),
        trigger("delete", "DELETE", log("OLD", "")));
  }

  private static Trigger trigger(String kind, String event, String body) {
    String name = Names.TRIGGER + kind;
    return new Trigger(
        name,
        "CREATE TRIGGER "
            + quote(name)
            + " AFTER "
            + event
            + " ON embeddings BEGIN "
            + body
            + "END");
  }

  private static String log(String row, String and) {
    return "INSERT INTO "
        + quote(LOG)
        + " (tbl, k0) SELECT tbl, "
        + row
        + ".embedding_id FROM "
        + quote(SEGMENTS)
        + " WHERE segment = "
        + row
        + ".segment_id"
        + and
        + "; ";
  }
}
