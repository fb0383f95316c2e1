package io.tributary.database.login;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.SecretKeyFactory;

/**
 * Remembers the keys of logins by SCRAM (RFC 5802), of which each takes thousands of hashes: as
 * much processor time as all else of a short session, and forty times that in a process whose code
 * is not compiled for its processor yet. Where a Java takes no providers that are not signed, each
 * login derives its key, as without this.
 */
public final class LoginKeys extends Provider {
  private static final long serialVersionUID = 1;
  private static final String NAME = "TributaryLoginKeys";

  /** How PostgreSQL's SCRAM-SHA-256 derives keys. */
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

  private LoginKeys(SecretKeyFactory deriving) {
    super(NAME, "1", "Remembers the keys of logins");
    putService(new Remembering(this, deriving));
  }

  /** Remembers keys from now on, in all of this process. */
  public static synchronized void remember() {
    if (Security.getProvider(NAME) != null) {
      return;
    }
    try {
      Security.insertProviderAt(new LoginKeys(SecretKeyFactory.getInstance(ALGORITHM)), 1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static final class Remembering extends Provider.Service {
    private final SecretKeyFactory deriving;
    private final DerivedKeys known = new DerivedKeys();

    Remembering(Provider provider, SecretKeyFactory deriving) {
      super(provider, "SecretKeyFactory", ALGORITHM, DerivedKeyFactory.class.getName(), null, null);
      this.deriving = deriving;
    }

    @Override
    public Object newInstance(Object parameter) {
      return new DerivedKeyFactory(deriving, known);
    }
  }
}
