package io.tributary.local.broker;

import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;

/**
 * Answers the broker who may log in: the principals of {@link BrokerCredentials}, as their files
 * are at the start. Kafka's own store of such secrets is written by a broker's administrator, who
 * would have to log in first, and would go on with passwords whose files are gone.
 */
public final class ScramSecrets implements AuthenticateCallbackHandler {
  /** The broker's setting that names the directory. */
  static final String DIRECTORY = "tributary.credentials.directory";

  private static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_512;

  private final Map<String, ScramCredential> credentials = new HashMap<>();

  @Override
  public void configure(
      Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> entries) {
    BrokerCredentials files = new BrokerCredentials(Path.of((String) settings.get(DIRECTORY)));
    Stream.concat(Stream.of(BrokerCredentials.BROKER), ServicePrincipal.names())
        .forEach(name -> credentials.put(name, credential(files.password(name))));
  }

  private static ScramCredential credential(String password) {
    try {
      return new ScramFormatter(MECHANISM).generateCredential(password, MECHANISM.minIterations());
    } catch (NoSuchAlgorithmException e) {
      throw new BrokerStartException("This Java cannot do " + MECHANISM.mechanismName() + ".", e);
    }
  }

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    String name = "";
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback asked) {
        name = asked.getDefaultName();
      } else if (callback instanceof ScramCredentialCallback asked) {
        asked.scramCredential(credentials.get(name));
      } else {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {
    credentials.clear();
  }
}
