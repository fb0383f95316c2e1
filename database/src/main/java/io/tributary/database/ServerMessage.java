package io.tributary.database;

import io.tributary.common.error.RowValues;
import io.tributary.common.error.Sentences;
import io.tributary.common.error.ServerAnswer;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a server or its driver said, for people. */
public final class ServerMessage {
  private ServerMessage() {}

  /**
   * What a failure of a driver or of the network says, as {@link Sentences#of}; values of rows as
   * {@link RowValues} has it.
   */
  public static String of(Throwable failure) {
    String said = Sentences.of(failure);
    return failure instanceof SQLException sql
        ? new ServerAnswer(sql.getSQLState(), said, context(sql)).shown()
        : said;
  }

  /** A server's message as the driver has read it. */
  public static ServerAnswer answer(ServerErrorMessage message) {
    return new ServerAnswer(
        message.getSQLState(), String.valueOf(message.getMessage()), message.getWhere());
  }

  /** That of the failure itself, or of the one that it was made of, as those of batches are. */
  private static @Nullable String context(SQLException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof PSQLException server && server.getServerErrorMessage() != null) {
        return server.getServerErrorMessage().getWhere();
      }
    }
    SQLException next = failure.getNextException();
    return next == null ? null : context(next);
  }
}
