package io.tributary.cdc.source.sqlite.copy;

import io.tributary.cdc.apply.convert.ConvertedRow;
import io.tributary.cdc.apply.convert.MappedSource;
import io.tributary.cdc.apply.session.TargetCalls;
import io.tributary.cdc.copy.ChunkReader;
import io.tributary.cdc.copy.CopiedAmount;
import io.tributary.cdc.copy.CopyFailure;
import io.tributary.cdc.copy.FlowControl;
import io.tributary.cdc.copy.TableChunk;
import io.tributary.common.model.TableName;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.scan.ScannedTable;
import io.tributary.files.sqlite.source.OpenSqliteFile;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks of a file piece by piece, each in a short transaction, so that it holds up neither
 * writers nor the cutting of the write-ahead log. Not thread-safe.
 */
final class SqliteChunkReader implements ChunkReader {
  private final SqliteChunkOrigin copy;
  private final MappedSource mapped;
  private final CopySideTables asides;
  private final OpenSqliteFile file;
  private final RowPiece piece;
  private final Map<TableName, TableIntake> tables = new HashMap<>();
  private long version = -1;

  SqliteChunkReader(SqliteChunkOrigin copy) {
    this.copy = copy;
    this.mapped = new MappedSource(copy.moving().source(), copy.basis());
    this.asides = CopySideTables.of(copy.moving().stream(), copy.moving().source(), mapped);
    this.piece = new RowPiece(copy.settings().pieceBytes());
    this.file = SqliteSourceFile.of(copy.moving().source()).open();
  }

  /** Always: whoever writes to the file goes on. */
  @Override
  public boolean later() {
    return true;
  }

  @Override
  public CopiedAmount move(TableChunk chunk, Connection target, FlowControl flow)
      throws SQLException {
    TargetCalls calls = new JdbcTargetCalls(copy.moving().target(), target);
    List<SqliteValue> after = null;
    boolean end = false;
    long rows = 0;
    long bytes = 0;
    while (!end) {
      piece.clear();
      end = fill(chunk, after, flow);
      OptionalLong written = write(chunk, calls, target, flow);
      if (written.isEmpty()) {
        piece.clear(true);
        end = fill(chunk, after, flow);
        written = write(chunk, calls, target, flow);
      }
      after = piece.place();
      asides.keep(calls, piece.refusals());
      flow.passed(written.orElseThrow(), piece.start(piece.size()));
      rows += written.orElseThrow();
      bytes += piece.start(piece.size());
    }
    return new CopiedAmount(rows, bytes);
  }

  /** Empty when the piece has to be read again, with its rows held. */
  private OptionalLong write(
      TableChunk chunk, TargetCalls calls, Connection target, FlowControl flow)
      throws SQLException {
    TableIntake table = Objects.requireNonNull(tables.get(chunk.table()), "its rows were read");
    for (ConvertedRow row : asides.settle(calls, chunk.table(), piece.claimants())) {
      table.settle(row, piece, flow);
    }
    return new PieceWriter(target, table, copy.position()).write(piece);
  }

  private boolean fill(TableChunk chunk, @Nullable List<SqliteValue> after, FlowControl flow) {
    return file.read(
        session -> {
          TableIntake table = table(session, chunk.table());
          return table.read(session.connection(), chunk, after, piece, flow);
        });
  }

  /** The table as the file has it at this reading. */
  private TableIntake table(SqliteReadSession session, TableName name) throws SQLException {
    long now = SqliteFileSchema.version(session);
    if (now != version) {
      tables.clear();
      version = now;
    }
    TableIntake known = tables.get(name);
    return known == null ? intake(session, name) : known;
  }

  private TableIntake intake(SqliteReadSession session, TableName name) throws SQLException {
    ScannedTable table =
        ScannedTable.in(session.connection(), List.of(name.name())).get(name.name());
    if (table == null) {
      throw CopyFailure.tableGone(copy.moving().source(), name);
    }
    TableIntake intake =
        new TableIntake(table, mapped.requireTable(name, table.columns()), copy.position());
    tables.put(name, intake);
    return intake;
  }

  @Override
  public void close() {
    file.close();
  }
}
