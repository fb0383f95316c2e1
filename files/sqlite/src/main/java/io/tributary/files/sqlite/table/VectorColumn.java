package io.tributary.files.sqlite.table;

import java.util.Locale;

/**
 * A column as a vec0 table declares it.
 *
 * @param part what it is in the table
 * @param type the declared type in lower case, without a vector's dimensions
 * @param dimensions of a vector, else 0
 * @param number its number among the table's columns of the same part, from 0
 */
record VectorColumn(String name, Part part, String type, int dimensions, int number) {
  /** Parts of a vec0 table's declaration. */
  enum Part {
    /** The primary key: the rowid under a name, or a text beside it. */
    KEY,
    /** Chunks hold rows with the same values of these. */
    PARTITION,
    /** Kept in chunks. */
    VECTOR,
    /** Kept in chunks. */
    METADATA,
    /** Kept in a table row by row. */
    AUXILIARY
  }

  private static final int BITS = 8;

  boolean text() {
    return type.equals("text");
  }

  /** The bytes that a chunk has for one value; bits of booleans lie in common bytes. */
  int width() {
    return switch (type) {
      case "float", "f32" -> part == Part.VECTOR ? Float.BYTES * dimensions : Double.BYTES;
      case "int8", "i8" -> dimensions;
      case "bit" -> dimensions / BITS;
      case "text" -> VectorChunk.TEXT_WIDTH;
      default -> Long.BYTES;
    };
  }

  boolean truth() {
    return type.startsWith("bool");
  }

  boolean real() {
    return type.equals("float") || type.equals("double");
  }

  /** The column of the table's rows. */
  CaptureColumn carried() {
    boolean vector = part == Part.VECTOR;
    String declared = vector ? type + "[" + dimensions + "]" : type.toUpperCase(Locale.ROOT);
    return new CaptureColumn(
        name,
        declared,
        vector ? TypeAffinity.BLOB : TypeAffinity.of(declared, false),
        part == Part.KEY,
        part == Part.KEY ? 1 : 0,
        false);
  }

  /** The name of a shadow table, or of a column in one, that belongs to it. */
  String numbered(String beginning) {
    return beginning + String.format(Locale.ROOT, "%02d", number);
  }
}
