package io.tributary.connect.postgresql;

import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Tells errors that time can mend (server down, connections exhausted) from those it cannot. */
final class ServerRefusal {

  private static final String INVALID_AUTHORIZATION_CLASS = "28";
  private static final String INVALID_DATABASE = "3D000";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final Set<String> LASTING = Set.of(INVALID_DATABASE, INSUFFICIENT_PRIVILEGE);

  private ServerRefusal() {}

  /** The exception that fails the task, or the one after which Debezium starts it again. */
  static ConnectException of(SQLException error) {
    String state = String.valueOf(error.getSQLState());
    if (state.startsWith(INVALID_AUTHORIZATION_CLASS) || LASTING.contains(state)) {
      return new ConnectException(
          "TRB-CAPTURE-SOURCE-REFUSED: the source refused the connector (%s): %s"
              .formatted(state, error.getMessage()),
          error);
    }
    return new RetriableException(
        "TRB-CAPTURE-SOURCE-UNREACHABLE: the source does not answer: " + error.getMessage(), error);
  }
}
