package io.tributary.common.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates or a key in PEM form, as every client of a database reads them. What cannot be used
 * is a {@link GeneralSecurityException} that names the file and says what to do.
 *
 * @param path the file
 */
record PemFile(Path path) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

  /** Those that all clients know. */
  private static final List<String> ALGORITHMS = List.of("RSA", "EC");

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  /** The certificates in it, at least one. */
  List<Certificate> certificates() throws GeneralSecurityException {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes()));
      if (!found.isEmpty()) {
        return List.copyOf(found);
      }
    } catch (CertificateException e) {
      throw new CertificateException(
          path + " is no file of certificates in PEM form: " + e.getMessage(), e);
    }
    throw new CertificateException("There is no certificate in " + path);
  }

  /** The key in it, which nobody else may read: libpq refuses it otherwise. */
  PrivateKey key() throws GeneralSecurityException {
    requirePrivate();
    Matcher block = KEY.matcher(new String(bytes(), StandardCharsets.US_ASCII));
    if (!block.find()) {
      throw new InvalidKeySpecException(
          path
              + " has no key that is in PKCS #8 form and not encrypted. Make one with"
              + " openssl pkcs8 -topk8 -nocrypt");
    }
    byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // The next one may be right.
        continue;
      }
    }
    throw new InvalidKeySpecException("The key in " + path + " is neither of RSA nor of EC");
  }

  private byte[] bytes() throws GeneralSecurityException {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new CertificateException(path + " cannot be read by the services", e);
    }
  }

  private void requirePrivate() throws GeneralSecurityException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    try {
      PosixFileAttributes attributes = view.readAttributes();
      Set<PosixFilePermission> granted = attributes.permissions();
      boolean ofRoot = attributes.owner().getName().equals("root");
      if (granted.stream().anyMatch(OTHERS::contains)
          || (!ofRoot && granted.contains(PosixFilePermission.GROUP_READ))) {
        throw new InvalidKeySpecException(
            "Others than its owner may read the key " + path + ". Give it the mode 600");
      }
    } catch (IOException e) {
      throw new CertificateException(path + " cannot be read by the services", e);
    }
  }
}
