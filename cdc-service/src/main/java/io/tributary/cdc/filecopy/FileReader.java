package io.tributary.cdc.filecopy;

import io.tributary.cdc.apply.convert.Converted;
import io.tributary.cdc.apply.convert.MappedSource;
import io.tributary.cdc.apply.target.TargetCalls;
import io.tributary.cdc.copy.Chunk;
import io.tributary.cdc.copy.ChunkReader;
import io.tributary.cdc.copy.CopyFailure;
import io.tributary.cdc.copy.Flow;
import io.tributary.cdc.copy.Moved;
import io.tributary.cdc.sqlite.file.FileSchema;
import io.tributary.cdc.sqlite.file.OpenFile;
import io.tributary.cdc.sqlite.file.SqliteFile;
import io.tributary.cdc.sqlite.file.SqliteSession;
import io.tributary.common.model.TableName;
import io.tributary.connect.sqlite.ScannedTable;
import io.tributary.connect.sqlite.Value;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads chunks of a file piece by piece, each in a short transaction, so that it holds up neither
 * writers nor the cutting of the write-ahead log. One thread.
 */
final class FileReader implements ChunkReader {
  private final FileCopy copy;
  private final MappedSource mapped;
  private final Asides asides;
  private final OpenFile file;
  private final Piece piece;
  private final Map<TableName, TableIntake> tables = new HashMap<>();
  private long version = -1;

  FileReader(FileCopy copy) {
    this.copy = copy;
    this.mapped = new MappedSource(copy.source(), copy.basis());
    this.asides = Asides.of(copy.stream(), copy.source(), mapped);
    this.piece = new Piece(copy.config().pieceBytes());
    this.file = SqliteFile.of(copy.source()).open();
  }

  /** Always: whoever writes to the file goes on. */
  @Override
  public boolean later() {
    return true;
  }

  @Override
  public Moved move(Chunk chunk, Connection target, Flow flow) throws SQLException {
    TargetCalls calls = new JdbcCalls(copy.migration().target().connection(), target);
    List<Value> after = null;
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
    return new Moved(rows, bytes);
  }

  /** Empty when the piece has to be read again, with its rows held. */
  private OptionalLong write(Chunk chunk, TargetCalls calls, Connection target, Flow flow)
      throws SQLException {
    TableIntake table = tables.get(chunk.table());
    for (Converted row : asides.settle(calls, chunk.table(), piece.claimants())) {
      if (row.refusal() != null) {
        piece.refuse(row.refusal());
      } else {
        table.add(row, piece, flow);
      }
    }
    return new PieceWriter(target, table, copy.position()).write(piece);
  }

  private boolean fill(Chunk chunk, List<Value> after, Flow flow) {
    return file.read(
        session -> {
          TableIntake table = table(session, chunk.table());
          return table.read(session.connection(), chunk, after, piece, flow);
        });
  }

  /** The table as the file has it at this reading. */
  private TableIntake table(SqliteSession session, TableName name) throws SQLException {
    long now = FileSchema.version(session);
    if (now != version) {
      tables.clear();
      version = now;
    }
    TableIntake known = tables.get(name);
    return known == null ? intake(session, name) : known;
  }

  private TableIntake intake(SqliteSession session, TableName name) throws SQLException {
    ScannedTable table =
        ScannedTable.in(session.connection(), List.of(name.name())).get(name.name());
    if (table == null) {
      throw CopyFailure.tableGone(copy.source(), name);
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
