package io.tributary.validator;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Why something could not be compared, or a question could not be answered. */
public enum ValidatorError implements ErrorCode {
  UNREACHABLE(
      ErrorFact.passing(
          "TRB-VALIDATION-UNREACHABLE",
          ErrorType.EXTERNAL,
          "A source or the target does not answer the validator.",
          "Check address, server and network.")),
  LOGIN(
      ErrorFact.passing(
          "TRB-VALIDATION-LOGIN",
          ErrorType.USER,
          "A source or the target refused the login.",
          "Check user and password of the connection in the migration file.")),
  TLS(
      ErrorFact.lasting(
          "TRB-VALIDATION-TLS",
          ErrorType.USER,
          "The validator and a server agree on no encryption, or one does not take the other's certificate.",
          "Check tls, tls-ca, tls-certificate and tls-key of the connection in the migration file, and the certificate of the server.")),
  STATEMENT(
      ErrorFact.passing(
          "TRB-VALIDATION-STATEMENT",
          ErrorType.EXTERNAL,
          "A reading statement failed, such as one without the right to read a table.",
          "Give the role the right to read the table, or mend what else the server's answer names.")),
  SHAPE(
      ErrorFact.passing(
          "TRB-VALIDATION-SHAPE",
          ErrorType.EXTERNAL,
          "A table is missing at the target, or its columns are not the source's.",
          "Bring the target's table to the shape that the message names, or migrate the source anew.")),
  SOURCE_FILE(
      ErrorFact.passing(
          "TRB-VALIDATION-SOURCE-FILE",
          ErrorType.EXTERNAL,
          "The file of a SQLite or Chroma source cannot be read, or it is another one.",
          "Put the file back, or give the validator the right to read it; migrate the source anew if it was restored from a copy.")),
  NOT_CAPTURED(
      ErrorFact.passing(
          "TRB-VALIDATION-NOT-CAPTURED",
          ErrorType.EXTERNAL,
          "The changes of a SQLite or Chroma source are not captured, so its rows have no position in a stream.",
          "Look at the source's connector, which writes its log into the file when it starts.")),
  MAPPING(
      ErrorFact.passing(
          "TRB-VALIDATION-MAPPING",
          ErrorType.EXTERNAL,
          "What becomes of a source's columns is not known, or cannot be done as declared.",
          "Type `./tributary restart NAME --source SOURCE`, so that the target is prepared again.")),
  STATE_NEWER(
      ErrorFact.passing(
          "TRB-VALIDATION-STATE-NEWER",
          ErrorType.USER,
          "A newer version of Tributary has changed the schema tributary of the target; the validator would misread what is kept there.",
          "Run the version of validator-service that belongs to the orchestrator, or restore the schema tributary of the target from before the upgrade.")),
  VALUES_OVERDUE(
      ErrorFact.passing(
              "TRB-REPAIR-VALUES-OVERDUE",
              ErrorType.EXTERNAL,
              "The values of rows that differ were not read within 20 seconds.",
              "Look the rows up by their keys at both ends, or ask again when the source has less to do.")
          .answeredWith(503)),
  QUERY(
      ErrorFact.lasting(
          "TRB-VALIDATION-QUERY",
          ErrorType.USER,
          "A query of the migration file failed at one of the sides when a rehearsal timed it.",
          "Mend the SQL that the message names, or give the role the right that it lacks; then type `./tributary rehearse NAME` again.")),
  QUERY_OVERDUE(
      ErrorFact.lasting(
          "TRB-VALIDATION-QUERY-TIME-LIMIT",
          ErrorType.USER,
          "A query of the migration file took longer than it may at one of the sides.",
          "Make the query quicker, such as by an index, or raise cutover.queries-time-limit-millis; then type `./tributary rehearse NAME` again.")),
  QUERY_RESULT(
      ErrorFact.lasting(
          "TRB-VALIDATION-QUERY-RESULT",
          ErrorType.USER,
          "A query of the migration file answers more rows than are fetched for a measurement.",
          "Ask for fewer rows, such as by LIMIT, as the application does; then type `./tributary rehearse NAME` again.")),
  UNKNOWN_NAME(
      ErrorFact.passing(
              "TRB-VALIDATION-UNKNOWN-NAME",
              ErrorType.USER,
              "The validator watches no migration, source or table of that name.",
              "Check the names; GET /validation lists all.")
          .answeredWith(404)),
  NOT_REPLICATING(
      ErrorFact.passing(
              "TRB-VALIDATION-NOT-REPLICATING",
              ErrorType.USER,
              "A full pass was asked for while the migration is not replicating.",
              "Start the migration, then ask again.")
          .answeredWith(409));

  private final ErrorFact fact;

  ValidatorError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
