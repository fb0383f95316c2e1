package io.tributary.common.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Who vouches for a report: whoever has the private key of this public one.
 *
 * @param algorithm {@value #ALGORITHM}
 * @param publicKey SubjectPublicKeyInfo (DER) in Base64, which is the inside of a PEM file
 * @param value the signature of the report's canonical text in UTF-8, in Base64
 */
public record ReportSignature(String algorithm, String publicKey, String value) {
  /** The one algorithm. */
  public static final String ALGORITHM = "Ed25519";

  /** Whether it is the signature of this text. */
  public boolean fits(String canonical) {
    if (!ALGORITHM.equals(algorithm)) {
      return false;
    }
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key());
      check.update(canonical.getBytes(StandardCharsets.UTF_8));
      return check.verify(Base64.getDecoder().decode(value));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // A key or a signature that is none fits nothing.
      return false;
    }
  }

  /** Whether it was made with the private key of the one in a PEM file. */
  public boolean isBy(String pem) {
    return PemText.block(pem, "PUBLIC KEY")
        .map(given -> publicKey.equals(Base64.getEncoder().encodeToString(given)))
        .orElse(false);
  }

  private PublicKey key() throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM)
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
  }
}
