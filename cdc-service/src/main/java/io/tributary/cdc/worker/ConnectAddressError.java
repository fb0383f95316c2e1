package io.tributary.cdc.worker;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Why the service does not start with what its settings say of Kafka Connect. */
public enum ConnectAddressError implements ErrorCode {
  NO_ADDRESS(
      ErrorFact.lasting(
          "TRB-CAPTURE-CONNECT-ADDRESS",
          ErrorType.USER,
          "What should be the address of Kafka Connect's REST interface is none.",
          "Correct tributary.connect.url, such as https://connect.internal:8443, and start the"
              + " service again.")),
  UNENCRYPTED(
      ErrorFact.lasting(
          "TRB-CAPTURE-CONNECT-UNENCRYPTED",
          ErrorType.USER,
          "Kafka Connect is on another machine and would be asked by plain HTTP, so that whoever"
              + " is on the way could read its password and change what connectors do.",
          "Name an https address in tributary.connect.url, and in tributary.connect.tls-ca who"
              + " signed its certificate; or set tributary.connect.unencrypted=accepted where you"
              + " trust everybody on the way.")),
  AUTHORITY(
      ErrorFact.lasting(
          "TRB-CAPTURE-CONNECT-AUTHORITY",
          ErrorType.USER,
          "The file of authorities that Kafka Connect's certificate is checked with cannot be used.",
          "Name a PEM file of certificates that the service may read in tributary.connect.tls-ca,"
              + " and start the service again."));

  private final ErrorFact fact;

  ConnectAddressError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
