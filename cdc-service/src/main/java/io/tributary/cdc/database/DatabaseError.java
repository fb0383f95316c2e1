package io.tributary.cdc.database;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Why a database could not be opened. */
public enum DatabaseError implements ErrorCode {
  UNREACHABLE(
      ErrorFact.passing(
          "TRB-DATABASE-UNREACHABLE",
          ErrorType.EXTERNAL,
          "A database does not answer at its address, or its server is starting or stopping.",
          "Check address, server and network.")),
  PASSWORD(
      ErrorFact.passing(
          "TRB-DATABASE-PASSWORD",
          ErrorType.USER,
          "The server refused user or password.",
          "Check user and password of the connection in the migration file.")),
  TLS(
      ErrorFact.lasting(
          "TRB-DATABASE-TLS",
          ErrorType.USER,
          "Service and server agree on no encryption, or one does not take the other's certificate.",
          "Check tls, tls-ca, tls-certificate and tls-key of the connection in the migration file, and the certificate of the server: its authority has to be in tls-ca, and the host of the connection among its names.")),
  MISSING(
      ErrorFact.passing(
          "TRB-DATABASE-MISSING",
          ErrorType.USER,
          "The server has no database of that name.",
          "Check the name of the database in the migration file.")),
  CONNECTIONS(
      ErrorFact.passing(
          "TRB-DATABASE-CONNECTIONS",
          ErrorType.RESOURCE,
          "All connections of the server or role are in use.",
          "Raise max_connections or the role's limit, or end sessions that nobody needs.")),
  STATEMENT(
      ErrorFact.passing(
          "TRB-DATABASE-STATEMENT",
          ErrorType.EXTERNAL,
          "A statement failed for a reason that has no code of its own.",
          "Read the server's answer in the message and mend what it names."));

  private final ErrorFact fact;

  DatabaseError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
