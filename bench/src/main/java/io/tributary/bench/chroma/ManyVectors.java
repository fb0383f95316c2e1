package io.tributary.bench.chroma;

import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;

/**
 * A directory with one collection; the same records at every call.
 *
 * @param records how many
 * @param dimension of each vector
 */
record ManyVectors(int records, int dimension) {
  private static final String DATABASE = "default_database";
  private static final String COLLECTION = "many";
  private static final long SEED = 384;

  /** Writes them, with a document of 200 characters and two keys of metadata each. */
  void write(Path directory) throws SQLException, IOException {
    Random random = new Random(SEED);
    try (ChromaWriter writer = new ChromaWriter(directory, ChromaTables.CURRENT)) {
      // Nobody pulls the plug here.
      writer.update("PRAGMA synchronous = OFF");
      writer.update("PRAGMA journal_mode = MEMORY");
      writer.create(DATABASE, COLLECTION, "l2", dimension);
      for (int i = 0; i < records; i++) {
        float[] vector = new float[dimension];
        for (int j = 0; j < dimension; j++) {
          vector[j] = random.nextFloat() - 0.5f;
        }
        writer.write(
            DATABASE,
            COLLECTION,
            QueueOperation.add("record-" + i, vector)
                .with(
                    Map.of(
                        "chroma:document", ("document " + i + " ").repeat(14), "page", (long) i)));
      }
      writer.persist(DATABASE, COLLECTION);
    }
  }
}
