package io.tributary.local.demo.report;

import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.demo.database.ChromaAddress;
import io.tributary.local.demo.sample.LegacyKind;
import io.tributary.local.demo.sample.SampleTable;
import io.tributary.local.demo.writer.TextEmbedding;
import io.tributary.local.demo.writer.WriteLedger.Row;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The records of a sample's writer in a Chroma directory, as its application has them back. */
record CollectionRowReader(ChromaAddress address) {
  private static final String DOCUMENTS =
      """
      SELECT e.embedding_id, m.string_value FROM embeddings e
      JOIN segments s ON s.id = e.segment_id
      JOIN collections c ON c.id = s.collection
      JOIN databases d ON d.id = c.database_id
      LEFT JOIN embedding_metadata m ON m.id = e.id AND m.key = 'chroma:document'
      WHERE d.name = ? AND c.name = ? AND e.embedding_id LIKE ? || '%'\
      """;

  /** The value of a record is its document, if its vector is the one that belongs to that. */
  List<Row> rows(SampleTable table) throws SQLException, IOException {
    Map<String, float[]> vectors = vectors(table.collection());
    List<Row> rows = new ArrayList<>();
    try (Connection connection = address.openSnapshot();
        PreparedStatement statement = connection.prepareStatement(DOCUMENTS)) {
      statement.setString(1, LegacyKind.CHROMA.schema());
      statement.setString(2, table.collection());
      statement.setString(3, SampleTable.KEY_PREFIX);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          String document = Objects.requireNonNullElse(found.getString(2), "");
          boolean belongs = belongs(document, vectors.get(found.getString(1)));
          rows.add(
              new Row(
                  found.getString(1), belongs ? document : "has the vector of another document"));
        }
      }
    }
    return rows;
  }

  private Map<String, float[]> vectors(String collection) throws SQLException, IOException {
    try (ChromaWriter application = new ChromaWriter(address.directory(), null)) {
      application.open(LegacyKind.CHROMA.schema(), collection);
      return application.vectors(LegacyKind.CHROMA.schema(), collection);
    }
  }

  /** What a cosine index returns is rounded, and the numbers are whole ones. */
  private static boolean belongs(String document, float @Nullable [] vector) {
    if (vector == null) {
      return false;
    }
    float[] expected = TextEmbedding.of(document, vector.length).toArray();
    for (int i = 0; i < vector.length; i++) {
      if (Math.round(vector[i]) != Math.round(expected[i])) {
        return false;
      }
    }
    return true;
  }
}
