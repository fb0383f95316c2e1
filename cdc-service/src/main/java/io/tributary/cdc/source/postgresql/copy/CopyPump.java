package io.tributary.cdc.source.postgresql.copy;

import io.tributary.cdc.copy.CopiedAmount;
import io.tributary.cdc.copy.FlowControl;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Lets the rows of one COPY flow into another. Holds a buffer and one row, however many there are.
 * Not thread-safe. After an exception both connections are to be closed: each may be in the middle
 * of its COPY.
 */
final class CopyPump {
  private final byte[] buffer;
  private final FlowControl flow;
  private int filled;
  private long bytes;
  private long rows;

  /**
   * A pump.
   *
   * @param flow told what passes
   */
  CopyPump(int bufferBytes, FlowControl flow) {
    this.buffer = new byte[bufferBytes];
    this.flow = flow;
  }

  /** The source's side failed, not the target's. */
  static final class ReadFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    ReadFailure(SQLException cause) {
      super(cause);
      this.failure = cause;
    }

    SQLException failure() {
      return failure;
    }
  }

  CopiedAmount run(Connection source, String out, Connection target, String in)
      throws SQLException, ReadFailure {
    CopyIn to = target.unwrap(PGConnection.class).getCopyAPI().copyIn(in);
    CopyOut from = from(source, out);
    long all = 0;
    byte[] row = next(from);
    while (row != null) {
      flow.row(row.length);
      put(to, row);
      all += row.length;
      row = next(from);
    }
    flush(to);
    return new CopiedAmount(to.endCopy(), all);
  }

  private void put(CopyIn to, byte[] row) throws SQLException {
    if (filled + row.length > buffer.length) {
      flush(to);
    }
    rows++;
    bytes += row.length;
    if (row.length > buffer.length) {
      to.writeToCopy(row, 0, row.length);
    } else {
      System.arraycopy(row, 0, buffer, filled, row.length);
      filled += row.length;
    }
  }

  private void flush(CopyIn to) throws SQLException {
    if (filled > 0) {
      to.writeToCopy(buffer, 0, filled);
    }
    flow.passed(rows, bytes);
    filled = 0;
    rows = 0;
    bytes = 0;
  }

  private static CopyOut from(Connection source, String out) throws ReadFailure {
    try {
      return source.unwrap(PGConnection.class).getCopyAPI().copyOut(out);
    } catch (SQLException e) {
      throw new ReadFailure(e);
    }
  }

  private static byte @Nullable [] next(CopyOut from) throws ReadFailure {
    try {
      return from.readFromCopy();
    } catch (SQLException e) {
      throw new ReadFailure(e);
    }
  }
}
