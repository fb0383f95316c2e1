package io.tributary.cdc.source.postgresql.copy;

import io.tributary.cdc.copy.ChunkOrigin;
import io.tributary.cdc.copy.ChunkReader;
import io.tributary.cdc.copy.CopySettings;
import io.tributary.cdc.copy.TableChunk;
import io.tributary.cdc.database.Databases;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts the tables of a PostgreSQL source into chunks, and reads them.
 *
 * @param source the source
 * @param databases opens connections to it
 * @param settings how tables are copied
 * @param snapshot what to read, empty to read what the source holds now
 * @param captured the tables that move
 */
record PostgresChunkOrigin(
    Source source,
    Databases databases,
    CopySettings settings,
    Optional<String> snapshot,
    Collection<TableName> captured)
    implements ChunkOrigin {

  /** A snapshot can be read by every session of the server while it is held. */
  @Override
  public boolean offered() {
    return true;
  }

  /** A table without pages holds nothing, or what it held was truncated, which is streamed. */
  @Override
  public List<TableChunk> cut() {
    try (CopySession session = new CopySession(databases, source)) {
      List<TableChunk> chunks = new ArrayList<>();
      for (CopiedTable table : session.tables(captured)) {
        if (table.pages() > 0) {
          chunks.addAll(
              session
                  .cuts(table, table.chunksWanted(settings), settings.workers())
                  .of(table.name(), table.key(), table.rows()));
        }
      }
      return chunks;
    }
  }

  @Override
  public ChunkReader reader() {
    CopySession session = new CopySession(databases, source);
    try {
      Map<TableName, CopiedTable> tables = new HashMap<>();
      session.tables(captured).forEach(table -> tables.put(table.name(), table));
      return new PostgresChunkReader(source, settings.bufferBytes(), snapshot, session, tables);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public long settledAt(boolean mixed) {
    if (!mixed) {
      return 0;
    }
    try (CopySession session = new CopySession(databases, source)) {
      return session.position();
    }
  }
}
