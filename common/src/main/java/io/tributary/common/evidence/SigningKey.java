package io.tributary.common.evidence;

import io.tributary.common.error.TributaryException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/** The private Ed25519 key with which reports are signed, and its public one. */
public final class SigningKey {
  private final PrivateKey secret;
  private final PublicKey open;

  private SigningKey(PrivateKey secret, PublicKey open) {
    this.secret = secret;
    this.open = open;
  }

  /**
   * The key in a PEM file in PKCS #8 form, not encrypted.
   *
   * @param where it was found, for messages
   * @throws TributaryException {@link EvidenceError#KEY} when it is none
   */
  public static SigningKey of(String pem, String where) {
    byte[] encoded = PemText.block(pem, "PRIVATE KEY").orElseThrow(() -> unusable(where));
    try {
      PrivateKey secret =
          KeyFactory.getInstance(ReportSignature.ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      SigningKey key = new SigningKey(secret, publicOf((EdECPrivateKey) secret));
      if (!key.sign(where).fits(where)) {
        throw unusable(where);
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw unusable(where);
    }
  }

  /** A new private key as a PEM file. */
  public static String fresh() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ReportSignature.ALGORITHM);
      return PemText.of(generator.generateKeyPair().getPrivate().getEncoded(), "PRIVATE KEY");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no Ed25519.", e);
    }
  }

  /** The public key as a PEM file. */
  public String publicPem() {
    return PemText.of(open.getEncoded(), "PUBLIC KEY");
  }

  /** The signature of a canonical text. */
  public ReportSignature sign(String canonical) {
    try {
      Signature signature = Signature.getInstance(ReportSignature.ALGORITHM);
      signature.initSign(secret);
      signature.update(canonical.getBytes(StandardCharsets.UTF_8));
      Base64.Encoder base64 = Base64.getEncoder();
      return new ReportSignature(
          ReportSignature.ALGORITHM,
          base64.encodeToString(open.getEncoded()),
          base64.encodeToString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot sign with Ed25519.", e);
    }
  }

  /**
   * Java derives the public key only when it makes a pair, of the bytes that its source of
   * randomness gives: here those of the private key. {@link #of} tries the pair.
   */
  private static PublicKey publicOf(EdECPrivateKey secret) throws GeneralSecurityException {
    byte[] bytes =
        secret.getBytes().orElseThrow(() -> new GeneralSecurityException("no bytes of the key"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ReportSignature.ALGORITHM);
    generator.initialize(secret.getParams(), new GivenBytes(bytes));
    return generator.generateKeyPair().getPublic();
  }

  private static TributaryException unusable(String where) {
    return new TributaryException(
        EvidenceError.KEY,
        "What is in "
            + where
            + " is no private Ed25519 key in PEM form (PKCS #8, not encrypted). Make one with"
            + " openssl genpkey -algorithm ed25519.",
        Map.of("key", where));
  }

  /** Gives these bytes and no others. */
  private static final class GivenBytes extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] given;

    GivenBytes(byte[] given) {
      this.given = given.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(given, 0, bytes, 0, bytes.length);
    }
  }
}
