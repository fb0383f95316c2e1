package io.tributary.files.chroma.capture;

import static io.tributary.files.sqlite.SqliteNames.LOG;
import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.capture.TriggerDefinition;
import java.util.List;

/**
 * The triggers that log which records changed. Chroma takes a write over from its queue in one
 * transaction, and in it touches the record's row of {@code embeddings} whatever the write changes.
 * They compute nothing from values, and a record of a segment that is not known is passed over, so
 * that no write of the application fails because of them.
 */
final class ChromaCaptureTriggers {
  /** The numbers of the captured tables by the segments of their collections. */
  static final String SEGMENTS = SqliteNames.OWN + "segment";

  static final String TABLE =
      "CREATE TABLE "
          + quote(SEGMENTS)
          + " (segment TEXT PRIMARY KEY, tbl INTEGER NOT NULL) WITHOUT ROWID";
  private static final String KEY_CHANGED =
      " AND (OLD.segment_id IS NOT NEW.segment_id OR OLD.embedding_id IS NOT NEW.embedding_id)";

  private ChromaCaptureTriggers() {}

  static List<TriggerDefinition> all() {
    return List.of(
        trigger("insert", "INSERT", log("NEW", "")),
        trigger("update", "UPDATE", log("NEW", "") + log("OLD", KEY_CHANGED)),
        trigger("delete", "DELETE", log("OLD", "")));
  }

  private static TriggerDefinition trigger(String kind, String event, String body) {
    String name = SqliteNames.TRIGGER + kind;
    return new TriggerDefinition(
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
