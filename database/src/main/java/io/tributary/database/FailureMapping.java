package io.tributary.database;

import io.tributary.common.model.DatabaseAddress;
import java.sql.SQLException;

/** Gives a failure the stable code and the message of a service. */
@FunctionalInterface
public interface FailureMapping {

  /** The failure for the operator, naming address and user, never the password. */
  DatabaseFailure map(DatabaseAddress place, FailureKind kind, SQLException failure);

  /** The failure, with its kind read from its SQLSTATE. */
  default DatabaseFailure of(DatabaseAddress place, SQLException failure) {
    return map(place, FailureKind.of(failure), failure);
  }
}
