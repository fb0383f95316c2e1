package io.tributary.common.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells refusals of an encrypted connection, which last until somebody changes a file or a server,
 * from connections that broke. Pure.
 */
public final class TlsRefusal {
  /** What drivers and servers say that have no exception or SQLSTATE of its own for it. */
  private static final List<Pattern> SAID =
      List.of(
          Pattern.compile("server does not (support|handle) SSL", Pattern.CASE_INSENSITIVE),
          Pattern.compile("could not be verified by hostname ?verifier", Pattern.CASE_INSENSITIVE),
          Pattern.compile("requires a valid client certificate"),
          Pattern.compile("certificate authentication failed"),
          Pattern.compile("no pg_hba\\.conf entry .*(no encryption|SSL off)"));

  private static final Pattern ALERT =
      Pattern.compile(
          "certificate|PKIX|fatal alert: (?!internal_error|close_notify|user_canceled)|"
              + "No (name|subject alternative)");

  private TlsRefusal() {}

  /** Whether one side refused the other's certificate, encryption or lack of it. */
  public static boolean in(Throwable failure) {
    return reason(failure) != null;
  }

  /** What was refused in the words of whoever refused it, or null where nothing was. */
  public static @Nullable String reason(Throwable failure) {
    String found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof GeneralSecurityException
          || (cause instanceof SSLException && ALERT.matcher(message).find())
          || SAID.stream().anyMatch(said -> said.matcher(message).find())) {
        // The innermost one names the file or the certificate.
        found = cause.getMessage() == null ? found : message;
      }
    }
    return found;
  }
}
