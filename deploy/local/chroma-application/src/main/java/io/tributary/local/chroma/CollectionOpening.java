package io.tributary.local.chroma;

import io.tributary.local.chroma.CollectionRows.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Takes up a collection of a directory as a server does when it starts. */
record CollectionOpening(Path root, ChromaFile file) {
  private static final String SEGMENTS =
      """
      SELECT c.id, v.id, m.id, coalesce(c.dimension, 0),
        coalesce(
          (SELECT str_value FROM collection_metadata
            WHERE collection_id = c.id AND key = 'hnsw:space'),
          json_extract(
            c.schema_str, '$.keys."#embedding".float_list.vector_index.config.space'))
      FROM collections c
      JOIN databases d ON d.id = c.database_id AND d.tenant_id = 'default_tenant'
      JOIN segments v ON v.collection = c.id AND v.scope = 'VECTOR'
      JOIN segments m ON m.collection = c.id AND m.scope = 'METADATA'
      WHERE d.name = ? AND c.name = ?\
      """;
  private static final String QUEUE =
      "SELECT operation, id, vector FROM embeddings_queue WHERE topic = ? AND seq_id > ?"
          + " ORDER BY seq_id";

  WrittenCollection open(String database, String name) throws SQLException, IOException {
    return file.read(
        SEGMENTS,
        row -> {
          if (!row.next()) {
            throw new IOException(
                "there is no collection " + database + "." + name + " in " + root);
          }
          return open(row);
        },
        database,
        name);
  }

  private WrittenCollection open(ResultSet row) throws SQLException, IOException {
    Ids ids = new Ids(row.getString(1), row.getString(2), row.getString(3));
    int dimension = row.getInt(4);
    Path place = root.resolve(ids.vector());
    HnswFolder folder = new HnswFolder(place, dimension, "cosine".equals(row.getString(5)));
    if (Files.exists(place)) {
      folder.load();
    } else {
      folder.open();
    }
    long persisted = position(ids.vector());
    replay(ids, persisted, folder);
    return new WrittenCollection(ids, dimension, folder, position(ids.metadata()), persisted);
  }

  private long position(String segment) throws SQLException {
    return file.number("SELECT seq_id FROM max_seq_id WHERE segment_id = ?", segment);
  }

  private void replay(Ids ids, long persisted, HnswFolder folder) throws SQLException, IOException {
    file.read(
        QUEUE,
        row -> {
          while (row.next()) {
            byte[] vector = row.getBytes(3);
            folder.apply(
                row.getInt(1), row.getString(2), vector == null ? null : VectorBytes.parse(vector));
          }
          return folder;
        },
        ids.topic(),
        persisted);
  }
}
