package io.tributary.common.model;

import java.util.Locale;

/** How a connection is encrypted and whom it trusts; the words are those of libpq's sslmode. */
public enum TlsMode {
  /** Plain text. */
  DISABLE,
  /** Encrypted where the server offers it; whoever answers is believed. */
  PREFER,
  /** Encrypted; whoever answers is believed. */
  REQUIRE,
  /** The server shows a certificate of an authority that is trusted, whatever its name. */
  VERIFY_CA,
  /** The same, and the certificate is for the host of the connection. */
  VERIFY_FULL;

  /** As migration files, libpq and drivers write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether somebody on the way to the server is found out. */
  public boolean verifies() {
    return this == VERIFY_CA || this == VERIFY_FULL;
  }
}
