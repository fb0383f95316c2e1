package io.tributary.database;

import io.tributary.common.error.RowValues;
import io.tributary.common.error.Sentences;
import java.sql.SQLException;

/** What a server or its driver said, for people. */
public final class ServerMessage {
  private ServerMessage() {}

  /**
   * What a failure of a driver or of the network says, as {@link Sentences#of}; values of rows as
   * {@link RowValues} has it.
   */
  public static String of(Throwable failure) {
    String said = Sentences.of(failure);
    return failure instanceof SQLException sql ? RowValues.without(sql.getSQLState(), said) : said;
  }
}
