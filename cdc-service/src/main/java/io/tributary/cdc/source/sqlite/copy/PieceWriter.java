package io.tributary.cdc.source.sqlite.copy;

import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.common.change.RowImage;
import io.tributary.common.error.RowValues;
import io.tributary.database.ServerMessage;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Writes pieces of one table into the open transaction of the target. A piece that it has refused
 * is to be read again, with its rows held, and is then written by halves until exactly the refused
 * rows are left over. Not thread-safe.
 */
final class PieceWriter {
  private static final String SAVE = "SAVEPOINT tributary_piece";
  private static final String UNDO = "ROLLBACK TO SAVEPOINT tributary_piece";
  private static final String KEEP = "RELEASE SAVEPOINT tributary_piece";

  private final Connection target;
  private final TableIntake intake;
  private final PieceStatements statements;
  private final long position;
  private long written;

  PieceWriter(Connection target, TableIntake intake, long position) {
    this.target = target;
    this.intake = intake;
    this.position = position;
    this.statements =
        new PieceStatements(
            intake.mapped().target(), intake.columns(), intake.mapped().targetKey());
  }

  /**
   * Writes the rows that go to the target. Those that it refuses join the refused ones of a piece
   * that holds its rows.
   *
   * @return how many it took; empty when it refused one of a piece that does not hold them, and
   *     nothing was written
   */
  OptionalLong write(RowPiece piece) throws SQLException {
    if (piece.size() == 0) {
      return OptionalLong.of(0);
    }
    if (piece.keeping()) {
      run(statements.makeAside());
      return OptionalLong.of(carefully(piece, 0, piece.size()));
    }
    run(SAVE);
    try {
      long rows = copy(statements.copy(), piece, 0, piece.size());
      run(KEEP);
      return OptionalLong.of(rows);
    } catch (SQLException e) {
      if (!ofRow(e)) {
        throw e;
      }
      run(UNDO);
      return OptionalLong.empty();
    }
  }

  private long carefully(RowPiece piece, int from, int to) throws SQLException {
    SQLException refused = attempt(piece, from, to);
    if (refused != null && to - from == 1) {
      // Another worker may have written an earlier state of the row in the meantime.
      refused = attempt(piece, from, to);
    }
    if (refused == null) {
      return written;
    }
    if (to - from == 1) {
      piece.refuse(refusal(piece.row(from), refused));
      return 0;
    }
    int middle = (from + to) >>> 1;
    return carefully(piece, from, middle) + carefully(piece, middle, to);
  }

  /** What the target refused; null when it took the rows. */
  private @Nullable SQLException attempt(RowPiece piece, int from, int to) throws SQLException {
    run(SAVE);
    try {
      run(statements.emptyAside());
      copy(statements.copyAside(), piece, from, to);
      written = run(statements.takeOver());
      run(KEEP);
      return null;
    } catch (SQLException e) {
      if (!ofRow(e)) {
        throw e;
      }
      run(UNDO);
      return e;
    }
  }

  private RefusedRow refusal(RowImage row, SQLException e) {
    SourceKey key = intake.mapped().convert(row, 1, position).key();
    ServerErrorMessage answer = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    String state = e.getSQLState();
    String whole =
        answer == null
            ? String.valueOf(e.getMessage())
            : TargetFailure.answer(state, answer.getMessage(), answer.getDetail());
    String said =
        RowValues.shown() ? whole : TargetFailure.answer(state, ServerMessage.of(e), null);
    return new RefusedRow(key, null, QuarantineReason.TARGET_REFUSED, whole, said, row, position);
  }

  /** Whether a value or row is what the target does not take. */
  private static boolean ofRow(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("22") || state.startsWith("23");
  }

  private long copy(String sql, RowPiece piece, int from, int to) throws SQLException {
    CopyIn copy = target.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      int start = piece.start(from);
      copy.writeToCopy(piece.bytes(), start, piece.start(to) - start);
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private long run(String sql) throws SQLException {
    try (Statement statement = target.createStatement()) {
      return statement.executeLargeUpdate(sql);
    }
  }
}
