package io.tributary.common.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Connections that trust the authorities of one PEM file, and those of no other list. */
public final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /**
   * Reads the file, for a client that shows no certificate of its own.
   *
   * @throws GeneralSecurityException when it cannot be used, naming it
   * @throws IOException never in practice: the store is in memory
   */
  public static SSLContext of(Path file) throws GeneralSecurityException, IOException {
    return of(file, null);
  }

  static SSLContext of(Path file, KeyManager @Nullable [] shown)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(store(file));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown, trusted.getTrustManagers(), null);
    return context;
  }

  private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificate authority : new PemFile(file).certificates()) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    return store;
  }
}
