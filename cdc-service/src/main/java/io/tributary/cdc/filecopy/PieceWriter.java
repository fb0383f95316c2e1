package io.tributary.cdc.filecopy;

import io.tributary.cdc.apply.convert.Converted;
import io.tributary.cdc.apply.convert.Refusal;
import io.tributary.cdc.apply.target.TargetFailure;
import io.tributary.common.convert.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Writes pieces of one table into the open transaction of the target. Where the target refuses one,
 * its rows are written by halves until exactly the refused ones are left over. One thread.
 */
final class PieceWriter {
  private static final String SAVE = "SAVEPOINT tributary_piece";
  private static final String UNDO = "ROLLBACK TO SAVEPOINT tributary_piece";
  private static final String KEEP = "RELEASE SAVEPOINT tributary_piece";

  private final Connection target;
  private final TableIntake intake;
  private final PieceStatements statements;
  private final long position;

  PieceWriter(Connection target, TableIntake intake, long position) {
    this.target = target;
    this.intake = intake;
    this.position = position;
    this.statements =
        new PieceStatements(
            intake.mapped().target(), intake.columns(), intake.mapped().targetKey());
  }

  /** Writes the rows that go to the target; those that it refuses join the refused ones. */
  long write(Piece piece) throws SQLException {
    if (piece.size() == 0) {
      return 0;
    }
    run(SAVE);
    try {
      long rows = copy(statements.copy(), piece, 0, piece.size());
      run(KEEP);
      return rows;
    } catch (SQLException e) {
      if (!ofRow(e)) {
        throw e;
      }
      run(UNDO);
      run(statements.makeAside());
      return carefully(piece, 0, piece.size());
    }
  }

  private long carefully(Piece piece, int from, int to) throws SQLException {
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

  private long written;

  /** What the target refused; null when it took the rows. */
  private SQLException attempt(Piece piece, int from, int to) throws SQLException {
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

  private Refusal refusal(ReadRow row, SQLException e) {
    Converted converted = intake.mapped().convert(intake.image(row), 1, position);
    ServerErrorMessage said = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    String answer =
        said == null
            ? e.getMessage()
            : TargetFailure.answer(e.getSQLState(), said.getMessage(), said.getDetail());
    return new Refusal(
        converted.key(), null, Reason.TARGET_REFUSED, answer, converted.change().after(), position);
  }

  /** Whether a value or row is what the target does not take. */
  private static boolean ofRow(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("22") || state.startsWith("23");
  }

  private long copy(String sql, Piece piece, int from, int to) throws SQLException {
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
