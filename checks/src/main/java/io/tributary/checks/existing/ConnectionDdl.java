package io.tributary.checks.existing;

import io.tributary.common.ddl.DdlRefusedException;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.error.RowValues;
import io.tributary.common.error.ServerAnswer;
import io.tributary.database.DatabaseSession;
import io.tributary.database.ServerMessage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A connection in whose open transaction a DDL file is run.
 *
 * @param jdbc the connection
 * @param failure what is thrown when the server fails, and not the statement
 */
public record ConnectionDdl(Connection jdbc, Function<SQLException, RuntimeException> failure)
    implements DdlTarget {
  /** Classes of SQLSTATE that are not about the statement: connection, resources, operator. */
  private static final List<String> SURROUNDINGS = List.of("08", "53", "57P");

  /** A session in whose open transaction a DDL file is run. */
  public static ConnectionDdl of(DatabaseSession session) {
    return new ConnectionDdl(session.connection(), session::failure);
  }

  @Override
  public void run(String sql) {
    try (Statement statement = jdbc.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    } catch (SQLException e) {
      throw refusal(e);
    }
  }

  @Override
  public List<String> texts(String sql) {
    try (Statement statement = jdbc.createStatement()) {
      statement.setEscapeProcessing(false);
      List<String> texts = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
      return texts;
    } catch (SQLException e) {
      throw failure.apply(e);
    }
  }

  private RuntimeException refusal(SQLException e) {
    String state = e.getSQLState() == null ? "08" : e.getSQLState();
    Optional<ServerErrorMessage> answer =
        e instanceof PSQLException p
            ? Optional.ofNullable(p.getServerErrorMessage())
            : Optional.empty();
    if (answer.isEmpty() || SURROUNDINGS.stream().anyMatch(state::startsWith)) {
      return failure.apply(e);
    }
    ServerAnswer words = ServerMessage.answer(answer.get());
    String said =
        Stream.of(
                words.shown(),
                RowValues.shown() ? answer.get().getDetail() : null,
                words.raised() && !RowValues.shown() ? null : answer.get().getHint())
            .filter(text -> text != null && !text.isEmpty())
            .map(text -> text.replaceAll("\\.$", ""))
            .collect(Collectors.joining(". "));
    return new DdlRefusedException(state, said, answer.get().getPosition(), e);
  }
}
