package io.tributary.cdc.filecopy;

import io.tributary.cdc.apply.convert.MappedSource;
import io.tributary.cdc.apply.convert.MappedTable;
import io.tributary.cdc.copy.Chunk;
import io.tributary.cdc.copy.ChunkOrigin;
import io.tributary.cdc.copy.ChunkReader;
import io.tributary.cdc.copy.CopyConfig;
import io.tributary.cdc.copy.Cuts;
import io.tributary.cdc.sqlite.file.SqliteFile;
import io.tributary.cdc.sqlite.file.SqliteSession;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.mapping.SourceMapping;
import io.tributary.common.mapping.TableMapping;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.connect.sqlite.ScanCuts;
import io.tributary.connect.sqlite.ScannedTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The tables of a file. Rows are read as they are at some moment behind the start of the stream,
 * each perhaps at another one; the stream brings them together.
 *
 * @param basis what the target was made for
 * @param position where the stream begins
 * @param settled the position, asked when everything is copied, at which the stream has brought
 *     everything that the rows lack
 */
public record FileCopy(
    Migration migration,
    Source source,
    MappingBasis basis,
    CopyConfig config,
    long position,
    LongSupplier settled)
    implements ChunkOrigin {
  private static final int FEWEST_ROWS = 1_000;

  private static final int USUAL_ROW_BYTES = 320;

  /** A row takes more in the file; wider spans are those of scattered numbers. */
  private static final long FEWEST_ROW_BYTES = 4;

  StreamId stream() {
    return new StreamId(migration.name(), source.name());
  }

  @Override
  public List<Chunk> cut() {
    List<TableName> names =
        SourceMapping.of(source, basis).tables().stream().map(TableMapping::source).toList();
    SqliteFile file = SqliteFile.of(source);
    long bytes = file.bytes();
    return file.read(
        session -> {
          Map<String, ScannedTable> tables =
              ScannedTable.in(session.connection(), names.stream().map(TableName::name).toList());
          List<Chunk> chunks = new ArrayList<>();
          for (TableName name : names) {
            ScannedTable table = tables.get(name.name());
            if (table != null) {
              chunks.addAll(cut(session, name, table.cuts(), bytes));
            }
          }
          return chunks;
        });
  }

  private List<Chunk> cut(SqliteSession session, TableName name, ScanCuts cuts, long fileBytes)
      throws SQLException {
    if (!cuts.any(session.connection())) {
      return List.of();
    }
    long span = cuts.span(session.connection());
    long wanted =
        Math.min(Cuts.wanted(fileBytes, config.chunkBytes(), config.workers()), span / FEWEST_ROWS);
    List<String> bounds =
        span > 0
            ? cuts.evenly(session.connection(), (int) Math.max(1, wanted))
            : byKey(session, cuts, fileBytes);
    boolean telling = span > 0 && span <= fileBytes / FEWEST_ROW_BYTES;
    long rows = telling ? span / (bounds.size() + 1) : -1;
    List<Chunk> chunks = new ArrayList<>();
    String lower = null;
    for (String upper : bounds) {
      chunks.add(new Chunk(0, name, cuts.column(), lower, upper, rows));
      lower = upper;
    }
    chunks.add(new Chunk(0, name, cuts.column(), lower, null, rows));
    return chunks;
  }

  private List<String> byKey(SqliteSession session, ScanCuts cuts, long fileBytes)
      throws SQLException {
    if (cuts.column() == null || fileBytes < config.chunkBytes()) {
      return List.of();
    }
    long rows = Math.max(FEWEST_ROWS, config.chunkBytes() / USUAL_ROW_BYTES);
    return cuts.everySo(session.connection(), rows);
  }

  /** Where keys may become equal, the first row keeps the key: so they come in their order. */
  @Override
  public List<List<Chunk>> inTurn(List<Chunk> open) {
    MappedSource mapped = new MappedSource(source, basis);
    Map<Object, List<Chunk>> turns = new LinkedHashMap<>();
    for (Chunk chunk : open) {
      boolean ordered = mapped.table(chunk.table()).filter(MappedTable::keysMayMeet).isPresent();
      turns.computeIfAbsent(ordered ? chunk.table() : chunk, own -> new ArrayList<>()).add(chunk);
    }
    return List.copyOf(turns.values());
  }

  @Override
  public ChunkReader reader() {
    return new FileReader(this);
  }

  /** 0 when nobody has written since the stream's start: then the rows are those of one moment. */
  @Override
  public long settledAt(boolean mixed) {
    long now = settled.getAsLong();
    return now == position ? 0 : now;
  }
}
