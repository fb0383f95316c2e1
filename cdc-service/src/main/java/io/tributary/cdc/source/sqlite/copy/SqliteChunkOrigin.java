package io.tributary.cdc.source.sqlite.copy;

import io.tributary.cdc.apply.convert.MappedSource;
import io.tributary.cdc.apply.convert.MappedTable;
import io.tributary.cdc.copy.ChunkBounds;
import io.tributary.cdc.copy.ChunkOrigin;
import io.tributary.cdc.copy.ChunkReader;
import io.tributary.cdc.copy.CopySettings;
import io.tributary.cdc.copy.TableChunk;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.files.sqlite.scan.ScanCuts;
import io.tributary.files.sqlite.scan.ScannedTable;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.TableMapping;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Cuts the tables of a SQLite file into chunks, and reads them. Rows are read as they are at some
 * moment behind the start of the stream, each perhaps at another one; the stream brings them
 * together.
 *
 * @param moving the source
 * @param basis what the target was made for
 * @param settings how tables are copied
 * @param position where the stream begins
 * @param settled the position, asked when everything is copied, at which the stream has brought
 *     everything that the rows lack
 */
public record SqliteChunkOrigin(
    MovingSource moving,
    MappingBasis basis,
    CopySettings settings,
    long position,
    LongSupplier settled)
    implements ChunkOrigin {
  private static final int FEWEST_ROWS = 1_000;

  private static final int USUAL_ROW_BYTES = 320;

  /** A row takes more in the file; wider spans are those of scattered numbers. */
  private static final long FEWEST_ROW_BYTES = 4;

  @Override
  public List<TableChunk> cut() {
    List<TableName> names =
        MappingPlanner.plan(moving.source(), basis).tables().stream()
            .map(TableMapping::source)
            .toList();
    SqliteSourceFile file = SqliteSourceFile.of(moving.source());
    long bytes = file.bytes();
    return file.read(
        session -> {
          Map<String, ScannedTable> tables =
              ScannedTable.in(session.connection(), names.stream().map(TableName::name).toList());
          List<TableChunk> chunks = new ArrayList<>();
          for (TableName name : names) {
            ScannedTable table = tables.get(name.name());
            if (table != null) {
              chunks.addAll(cut(session, name, table.cuts(), bytes));
            }
          }
          return chunks;
        });
  }

  private List<TableChunk> cut(
      SqliteReadSession session, TableName name, ScanCuts cuts, long fileBytes)
      throws SQLException {
    if (!cuts.any(session.connection())) {
      return List.of();
    }
    long span = cuts.span(session.connection());
    long wanted =
        Math.min(
            ChunkBounds.wanted(fileBytes, settings.chunkBytes(), settings.workers()),
            span / FEWEST_ROWS);
    List<String> bounds =
        span > 0
            ? cuts.evenly(session.connection(), (int) Math.max(1, wanted))
            : byKey(session, cuts, fileBytes);
    boolean telling = span > 0 && span <= fileBytes / FEWEST_ROW_BYTES;
    return new ChunkBounds(bounds).of(name, cuts.column(), telling ? span : -1);
  }

  private List<String> byKey(SqliteReadSession session, ScanCuts cuts, long fileBytes)
      throws SQLException {
    if (cuts.column() == null || fileBytes < settings.chunkBytes()) {
      return List.of();
    }
    long rows = Math.max(FEWEST_ROWS, settings.chunkBytes() / USUAL_ROW_BYTES);
    return cuts.everySo(session.connection(), rows);
  }

  /** Where keys may become equal, the first row keeps the key: so they come in their order. */
  @Override
  public List<List<TableChunk>> inTurn(List<TableChunk> open) {
    MappedSource mapped = new MappedSource(moving.source(), basis);
    Map<Object, List<TableChunk>> turns = new LinkedHashMap<>();
    for (TableChunk chunk : open) {
      boolean ordered = mapped.table(chunk.table()).filter(MappedTable::keysMayMeet).isPresent();
      turns.computeIfAbsent(ordered ? chunk.table() : chunk, own -> new ArrayList<>()).add(chunk);
    }
    return List.copyOf(turns.values());
  }

  @Override
  public ChunkReader reader() {
    return new SqliteChunkReader(this);
  }

  /** 0 when nobody has written since the stream's start: then the rows are those of one moment. */
  @Override
  public long settledAt(boolean mixed) {
    long now = settled.getAsLong();
    return now == position ? 0 : now;
  }
}
