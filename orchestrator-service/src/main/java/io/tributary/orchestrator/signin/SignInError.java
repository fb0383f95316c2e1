package io.tributary.orchestrator.signin;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Why nobody signs in at the OpenID Connect server. */
public enum SignInError implements ErrorCode {
  NOT_OFFERED(
      ErrorFact.lasting(
              "TRB-ACCESS-SIGN-IN-NOT-OFFERED",
              ErrorType.USER,
              "The orchestrator has no OpenID Connect server, or no name there for the console.",
              "Sign in with a token, or set tributary.console.client-id and the keys of"
                  + " quarkus.oidc, and start the orchestrator again.")
          .answeredWith(404)),
  INCOMPLETE(
      ErrorFact.lasting(
              "TRB-ACCESS-SIGN-IN-INCOMPLETE",
              ErrorType.USER,
              "A request to sign in has neither a code with its verifier and address nor a refresh"
                  + " token.",
              "Sign in once more.")
          .answeredWith(400)),
  REFUSED(
      ErrorFact.lasting(
              "TRB-ACCESS-SIGN-IN-REFUSED",
              ErrorType.USER,
              "The OpenID Connect server gives no token for what the browser brought back.",
              "Sign in once more. If it stays, check the client that tributary.console.client-id"
                  + " names at the server: public, code flow with PKCE, and the console's address"
                  + " among those that it may send people back to.")
          .answeredWith(401)),
  PROVIDER(
      ErrorFact.passing(
              "TRB-ACCESS-SIGN-IN-PROVIDER",
              ErrorType.EXTERNAL,
              "The OpenID Connect server does not answer, or not as the standard says.",
              "Check quarkus.oidc.auth-server-url and that the server's certificate is one that the"
                  + " orchestrator's Java trusts; meanwhile sign in with a token.")
          .answeredWith(502));

  private final ErrorFact fact;

  SignInError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
