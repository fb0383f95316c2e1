package io.tributary.cdc.copy;

import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of a PostgreSQL source.
 *
 * @param snapshot what to read, empty to read what the source holds now
 * @param captured the tables that move
 */
record TableOrigin(CopyJob job, Optional<String> snapshot, Collection<TableName> captured)
    implements ChunkOrigin {

  /** A table without pages holds nothing, or what it held was truncated, which is streamed. */
  @Override
  public List<Chunk> cut() {
    try (CopySource source = job.openSource()) {
      List<Chunk> chunks = new ArrayList<>();
      for (SourceTable table : source.tables(captured)) {
        if (table.pages() > 0) {
          int workers = job.config().workers();
          int wanted = Cuts.wanted(table, job.config().chunkBytes(), workers);
          chunks.addAll(source.cuts(table, wanted, workers).of(table));
        }
      }
      return chunks;
    }
  }

  @Override
  public ChunkReader reader() {
    CopySource source = job.openSource();
    try {
      Map<TableName, SourceTable> tables = new HashMap<>();
      source.tables(captured).forEach(table -> tables.put(table.name(), table));
      return new TableReader(job, snapshot, source, tables);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  @Override
  public long settledAt(boolean mixed) {
    if (!mixed) {
      return 0;
    }
    try (CopySource source = job.openSource()) {
      return source.position();
    }
  }
}
