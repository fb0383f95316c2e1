package io.tributary.local.plan;

import io.tributary.checks.existing.ConnectionDdl;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.TrustedNames;
import io.tributary.database.ConnectionSource;
import io.tributary.database.ServerMessage;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Asks the target which columns a schema has, or would have; nothing stays there. */
final class TargetReader {
  private final SecretReader secrets;

  TargetReader(SecretReader secrets) {
    this.secrets = secrets;
  }

  /** What is looked at in a transaction that is rolled back. */
  interface Look<T> {
    T at(DdlTarget target);
  }

  /**
   * Looks at the target, which rolls back what is tried there.
   *
   * @throws UnreadableTarget when the target does not answer or a secret is missing
   */
  <T> T look(DatabaseAddress target, Look<T> look) throws UnreadableTarget {
    try (java.sql.Connection connection = open(target)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(TrustedNames.SQL);
      }
      try {
        return look.at(new ConnectionDdl(connection, Unanswered::new));
      } finally {
        connection.rollback();
      }
    } catch (SQLException | TributaryException | Unanswered e) {
      throw new UnreadableTarget(
          "the target "
              + target.display()
              + " cannot be read: "
              + ServerMessage.of(e)
              + "."
              + new UnknownDatabase(this::open).question(target, e),
          e);
    }
  }

  /** The server failed, and not the statement. */
  private static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswered(SQLException cause) {
      super(ServerMessage.of(cause), cause);
    }
  }

  private java.sql.Connection open(DatabaseAddress target) throws SQLException {
    return ConnectionSource.of(target, secrets, "tributary-plan", Duration.ZERO).getConnection();
  }
}
