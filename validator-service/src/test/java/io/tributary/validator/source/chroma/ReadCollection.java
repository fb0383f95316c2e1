package io.tributary.validator.source.chroma;

import io.tributary.common.model.TableName;
import io.tributary.mapping.conversion.TextConversion;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.load.LoadLimit;
import io.tributary.validator.source.converted.FileTableRows;
import io.tributary.validator.source.sqlite.file.FileRow;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the validator reads of a collection, walking through it or by ids. */
final class ReadCollection {
  private static final long PICKLE_BYTES = 1 << 20;

  private ReadCollection() {}

  /** Rows by id, found in pieces of so many. */
  static Map<String, FileRow> all(Path directory, String collection, int pieces)
      throws SQLException {
    Map<String, FileRow> found = new LinkedHashMap<>();
    try (SqliteFileReader file =
        SqliteFileReader.open(ChromaCollections.fileOf(directory.toString()), LoadLimit.none())) {
      file.begin();
      FileTableRows rows = new ChromaCollections(file, PICKLE_BYTES).rows(mapping(collection));
      List<FileRow> piece = rows.behind(null, pieces);
      while (!piece.isEmpty()) {
        piece.forEach(row -> found.put(row.key().get(0), row));
        piece = rows.behind(piece.get(piece.size() - 1).place(), pieces);
      }
      file.end();
    }
    return found;
  }

  /** Rows by id, found by their ids. */
  static Map<String, FileRow> of(Path directory, String collection, List<String> ids)
      throws SQLException {
    Map<String, FileRow> found = new LinkedHashMap<>();
    try (SqliteFileReader file =
        SqliteFileReader.open(ChromaCollections.fileOf(directory.toString()), LoadLimit.none())) {
      file.begin();
      List<List<String>> keys = new ArrayList<>();
      ids.forEach(id -> keys.add(List.of(id)));
      new ChromaCollections(file, PICKLE_BYTES)
          .rows(mapping(collection))
          .withKeys(keys)
          .forEach(row -> found.put(row.key().get(0), row));
      file.end();
    }
    return found;
  }

  static long count(Path directory, String collection) throws SQLException {
    try (SqliteFileReader file =
        SqliteFileReader.open(ChromaCollections.fileOf(directory.toString()), LoadLimit.none())) {
      file.begin();
      return new ChromaCollections(file, PICKLE_BYTES).rows(mapping(collection)).count();
    }
  }

  static TableMapping mapping(String collection) {
    return new TableMapping(
        new TableName("default_database", collection),
        new TableName("x", "y"),
        List.of("id", "document", "embedding", "metadata", "uri", "created_at").stream()
            .map(name -> new ColumnMapping(name, Affinity.TEXT, name, new TextConversion(0)))
            .toList(),
        Map.of(),
        List.of("id"));
  }

  /** A row's numbers; null for none. */
  static float[] numbers(FileRow row) {
    String hex = row.row().value("embedding");
    if (hex == null) {
      return null;
    }
    byte[] bytes = HexFormat.of().parseHex(hex.substring(2));
    float[] numbers = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }
}
