package io.tributary.files.chroma.back;

import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.sqlite.back.FileStatements;
import io.tributary.files.sqlite.back.RowRefused;
import io.tributary.mapping.conversion.SourceValue;
import org.jspecify.annotations.Nullable;

/**
 * Whether a collection takes a vector: all of its vectors have as many numbers as the first one.
 * Not thread-safe.
 */
final class VectorCheck {
  private final FileStatements statements;
  private final ChromaCollection collection;
  private long dimension;

  VectorCheck(FileStatements statements, ChromaCollection collection) {
    this.statements = statements;
    this.collection = collection;
    this.dimension = collection.dimension().orElse(0);
  }

  /** Notes the number of the first one; NULL is none. */
  void require(@Nullable SourceValue vector) {
    if (!(vector instanceof SourceValue.Bytes bytes)) {
      return;
    }
    long numbers = bytes.value().length / Float.BYTES;
    if (dimension == 0) {
      dimension = numbers;
      statements.update(
          "UPDATE collections SET dimension = ? WHERE id = ?",
          new SourceValue.Whole(numbers),
          new SourceValue.Text(collection.id()));
    }
    if (numbers != dimension) {
      throw new RowRefused(
          "its embedding has %d numbers, and those of collection %s have %d"
              .formatted(numbers, collection.name(), dimension),
          false);
    }
  }
}
