package io.tributary.database.login;

import java.security.InvalidKeyException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.SecretKeyFactorySpi;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Derives keys as another factory does, each of the latest ones once. Thread-safe. */
final class DerivedKeyFactory extends SecretKeyFactorySpi {
  private final SecretKeyFactory deriving;
  private final DerivedKeys known;

  DerivedKeyFactory(SecretKeyFactory deriving, DerivedKeys known) {
    this.deriving = deriving;
    this.known = known;
  }

  @Override
  protected SecretKey engineGenerateSecret(KeySpec from) throws InvalidKeySpecException {
    if (!(from instanceof PBEKeySpec password) || password.getSalt() == null) {
      return deriving.generateSecret(from);
    }
    Optional<byte[]> before = known.of(password);
    if (before.isPresent()) {
      return new SecretKeySpec(before.get(), deriving.getAlgorithm());
    }
    SecretKey derived = deriving.generateSecret(from);
    known.keep(password, derived.getEncoded());
    return derived;
  }

  @Override
  protected KeySpec engineGetKeySpec(SecretKey key, Class<?> form) throws InvalidKeySpecException {
    return deriving.getKeySpec(key, form);
  }

  @Override
  protected SecretKey engineTranslateKey(SecretKey key) throws InvalidKeyException {
    return deriving.translateKey(key);
  }
}
