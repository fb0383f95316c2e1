package io.tributary.local.demo.writer;

import com.pgvector.PGvector;
import io.tributary.local.demo.sample.SampleTable;
import java.util.List;

/**
 * One statement of a writer's transaction; it concerns exactly one row.
 *
 * @param key the row's key before
 * @param newKey the row's key after, for RENAME
 * @param value the row's value after, for INSERT and UPDATE
 */
public record SampleWrite(SampleTable table, Kind kind, String key, String newKey, String value) {

  /** What it does to the row. */
  public enum Kind {
    INSERT,
    UPDATE,
    /** Changes another column only. */
    TOUCH,
    RENAME,
    DELETE
  }

  /** The statement as the application has it for the database that it uses. */
  String sql(WriteSide side) {
    return switch (kind) {
      case INSERT -> side == WriteSide.SOURCE ? table.insert() : table.insertAtTarget();
      case UPDATE -> table.update();
      case TOUCH -> side == WriteSide.SOURCE ? table.touch() : table.touchAtTarget();
      case RENAME -> table.rename();
      case DELETE -> table.delete();
    };
  }

  List<Object> parameters() {
    return switch (kind) {
      case INSERT -> {
        if (table.hasVectors()) {
          yield List.of(key, value, embedding());
        }
        yield table.hasValue() ? List.of(key, value) : List.of(key);
      }
      case UPDATE -> table.hasVectors() ? List.of(value, embedding(), key) : List.of(value, key);
      case TOUCH, DELETE -> List.of(key);
      case RENAME -> List.of(newKey, key);
    };
  }

  /** What goes with the new value. */
  PGvector embedding() {
    return TextEmbedding.of(value, table.dimension());
  }

  /** By how many rows it changes the table's count. */
  int rows() {
    return switch (kind) {
      case INSERT -> 1;
      case DELETE -> -1;
      case UPDATE, TOUCH, RENAME -> 0;
    };
  }
}
