package io.tributary.common.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that trust the authorities of one PEM file and, where it is asked for, show a certificate
 * from another. PostgreSQL's JDBC driver makes one for each connection and hands it its properties
 * {@code sslrootcert}, {@code sslcert} and {@code sslkey}; so renewed files are seen. It checks the
 * host name itself. Its own factory reads no keys in PEM form, and libpq and Vert.x no others.
 */
public final class PemSocketFactory extends SSLSocketFactory {
  private static final char[] NO_PASSWORD = {};

  private final SSLSocketFactory factory;

  /**
   * Reads the files.
   *
   * @throws GeneralSecurityException when one cannot be used, naming it
   * @throws IOException never in practice: the stores are in memory
   */
  public PemSocketFactory(Properties driver) throws GeneralSecurityException, IOException {
    KeyManagerFactory shown =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    shown.init(own(driver.getProperty("sslcert"), driver.getProperty("sslkey")), NO_PASSWORD);
    String authorities = driver.getProperty("sslrootcert");
    if (authorities == null) {
      throw new GeneralSecurityException("No file says which authorities are trusted");
    }
    this.factory =
        TrustedAuthorities.of(Path.of(authorities), shown.getKeyManagers()).getSocketFactory();
  }

  private static KeyStore own(@Nullable String certificate, @Nullable String key)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    if (certificate != null && key != null) {
      List<Certificate> chain = new PemFile(Path.of(certificate)).certificates();
      store.setKeyEntry(
          "own", new PemFile(Path.of(key)).key(), NO_PASSWORD, chain.toArray(Certificate[]::new));
    }
    return store;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
      throws IOException {
    return factory.createSocket(plain, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return factory.createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return factory.createSocket(host, port, from, fromPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return factory.createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return factory.createSocket(host, port, from, fromPort);
  }
}
