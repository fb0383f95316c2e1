package io.tributary.local.demo.writer;

import com.pgvector.PGvector;
import io.tributary.local.demo.sample.SampleTable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a writer's transaction; it concerns exactly one row.
 *
 * @param key the row's key before
 * @param newKey the row's key after, for RENAME
 * @param value the row's value after, for INSERT and UPDATE
 */
public record SampleWrite(
    SampleTable table, Kind kind, String key, @Nullable String newKey, @Nullable String value) {

  /** The kind of a write. */
  public enum Kind {
    INSERT,
    UPDATE,
    /** Changes another column only. */
    TOUCH,
    RENAME,
    DELETE
  }

  static SampleWrite insert(SampleTable table, String key, @Nullable String value) {
    return new SampleWrite(table, Kind.INSERT, key, null, value);
  }

  static SampleWrite update(SampleTable table, String key, String value) {
    return new SampleWrite(table, Kind.UPDATE, key, null, value);
  }

  static SampleWrite rename(SampleTable table, String key, String newKey) {
    return new SampleWrite(table, Kind.RENAME, key, newKey, null);
  }

  static SampleWrite touch(SampleTable table, String key) {
    return new SampleWrite(table, Kind.TOUCH, key, null, null);
  }

  static SampleWrite delete(SampleTable table, String key) {
    return new SampleWrite(table, Kind.DELETE, key, null, null);
  }

  /** The statement as the application has it for the database that it uses. */
  String sql(WriteSide side) {
    return switch (kind) {
      case INSERT -> side == WriteSide.SOURCE ? table.insert() : table.insertAtTarget();
      case UPDATE -> table.update();
      case TOUCH ->
          Objects.requireNonNull(
              side == WriteSide.SOURCE ? table.touch() : table.touchAtTarget(),
              "only tables with such a statement are touched");
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
    return TextEmbedding.of(
        Objects.requireNonNull(value, "it goes with a value"), table.dimension());
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
