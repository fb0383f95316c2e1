package io.tributary.local.demo;

import io.tributary.local.demo.database.ChromaAddress;
import io.tributary.local.demo.database.DatabaseAddress;
import io.tributary.local.demo.sample.SampleTable;
import io.tributary.local.demo.writer.TextEmbedding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Moves what the writer of a Chroma directory wrote; the vectors are those of the documents. */
public final class VectorMove {
  private static final String RECORDS =
      """
      SELECT e.embedding_id, m.string_value FROM embeddings e
      JOIN segments s ON s.id = e.segment_id
      JOIN collections c ON c.id = s.collection
      JOIN embedding_metadata m ON m.id = e.id AND m.key = 'chroma:document'
      WHERE c.name = ? AND e.embedding_id LIKE 'demo-%'\
      """;

  private VectorMove() {}

  public static void move(SampleTable table, ChromaAddress source, DatabaseAddress target)
      throws SQLException {
    try (Connection from = source.open();
        Connection to = target.open();
        Statement statement = to.createStatement();
        PreparedStatement records = from.prepareStatement(RECORDS)) {
      statement.execute(
          "CREATE TABLE "
              + table.name()
              + " (id text PRIMARY KEY, document text, embedding vector NOT NULL, metadata jsonb)");
      records.setString(1, table.collection());
      try (ResultSet row = records.executeQuery();
          PreparedStatement insert = to.prepareStatement(table.insertAtTarget())) {
        while (row.next()) {
          insert.setString(1, row.getString(1));
          insert.setString(2, row.getString(2));
          insert.setObject(3, TextEmbedding.of(row.getString(2), table.dimension()));
          insert.executeUpdate();
        }
      }
    }
  }

  /** The lists of ids that Chroma keeps beside each persisted index. */
  public static List<String> persistedIds(ChromaAddress source) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(source.directory())) {
      for (Path path : paths.filter(p -> p.endsWith("index_metadata.pickle")).toList()) {
        found.add(Files.readString(path, StandardCharsets.ISO_8859_1));
      }
    }
    return found;
  }
}
