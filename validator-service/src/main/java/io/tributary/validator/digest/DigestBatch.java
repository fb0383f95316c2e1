package io.tributary.validator.digest;

import io.tributary.validator.database.BoundStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads many counts and digests in few round trips. */
public final class DigestBatch {
  /** A union of thousands is more than the server's parser has stack for. */
  private static final int MOST_AT_ONCE = 500;

  private DigestBatch() {}

  /** The statements glued together, each row led by the number of its statement. */
  public static BoundStatement union(List<BoundStatement> statements) {
    StringBuilder sql = new StringBuilder();
    List<Object> parameters = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      BoundStatement one = statements.get(i);
      sql.append(i == 0 ? "" : " UNION ALL ");
      sql.append("SELECT ").append(i).append(", ");
      sql.append(one.sql().substring("SELECT ".length()));
      parameters.addAll(one.parameters());
    }
    return new BoundStatement(sql.toString(), parameters);
  }

  /** One digest per statement, in their order; nothing is asked when there is none. */
  public static List<Digest> read(Connection connection, List<BoundStatement> statements)
      throws SQLException {
    Digest[] digests = new Digest[statements.size()];
    for (int from = 0; from < digests.length; from += MOST_AT_ONCE) {
      int to = Math.min(digests.length, from + MOST_AT_ONCE);
      try (PreparedStatement statement = union(statements.subList(from, to)).prepare(connection);
          ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          digests[from + rows.getInt(1)] = Digest.read(rows, 2);
        }
      }
    }
    return List.of(digests);
  }
}
