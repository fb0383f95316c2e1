package io.tributary.orchestrator.store;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Why a state could not be read or stored. */
public enum StoreError implements ErrorCode {
  UNREACHABLE(
      ErrorFact.passing(
          "TRB-STATE-UNREACHABLE",
          ErrorType.EXTERNAL,
          "The target does not answer, or broke the connection off, when a migration's state was to be read or stored.",
          "Check address, server and network of the target.")),
  PASSWORD(
      ErrorFact.passing(
          "TRB-STATE-PASSWORD",
          ErrorType.USER,
          "The target refuses user or password.",
          "Check user and password of the target's connection in the migration file.")),
  TLS(
      ErrorFact.lasting(
          "TRB-STATE-TLS",
          ErrorType.USER,
          "Orchestrator and target agree on no encryption, or one does not take the other's certificate.",
          "Check tls, tls-ca, tls-certificate and tls-key of the target's connection in the migration file, and the certificate of the server.")),
  NO_DATABASE(
      ErrorFact.passing(
          "TRB-STATE-NO-DATABASE",
          ErrorType.USER,
          "The target's server has no database of that name.",
          "Check the name of the target's database in the migration file.")),
  DENIED(
      ErrorFact.passing(
          "TRB-STATE-DENIED",
          ErrorType.USER,
          "The role may not create or write the schema tributary.",
          "Give the role of the target's connection CREATE on the database, or make it the owner of the schema tributary.")),
  FOREIGN(
      ErrorFact.lasting(
          "TRB-STATE-FOREIGN",
          ErrorType.USER,
          "The schema tributary of the target, or something in it, belongs to a role that is neither Tributary's nor a superuser.",
          "Drop the schema if no migration uses the target. After a change of Tributary's role, give the schema and what is in it to the new one.")),
  STATEMENT(
      ErrorFact.passing(
          "TRB-STATE-STATEMENT",
          ErrorType.EXTERNAL,
          "The target refused a statement for another reason, such as a full disk.",
          "Read the target's answer in the message and mend what it names.")),
  CONFLICT(
      ErrorFact.passing(
              "TRB-STATE-CONFLICT",
              ErrorType.INTERNAL,
              "Another instance of the orchestrator has decided something for the migration in between.",
              "Look at the migration's status and order again.")
          .answeredWith(409)),
  NEWER(
      ErrorFact.passing(
              "TRB-STATE-NEWER",
              ErrorType.USER,
              "A newer version of the orchestrator has stored the migration's state.",
              "Run the newer version, or restore the schema tributary of the target from before the upgrade.")
          .answeredWith(409)),
  OTHER_INSTALLATION(
      ErrorFact.lasting(
              "TRB-STATE-OTHER-INSTALLATION",
              ErrorType.USER,
              "The target holds a migration of that name that another installation, with another topic prefix, has made.",
              "Give the migration another name. When the other installation is gone for good, take its migration over with the statement in the message.")
          .answeredWith(409)),
  LOST(
      ErrorFact.passing(
              "TRB-STATE-LOST",
              ErrorType.EXTERNAL,
              "The target holds no state of a migration that the topic knows: its database was replaced.",
              "Restore the target's database, or delete the migration.")
          .answeredWith(409));

  private final ErrorFact fact;

  StoreError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
