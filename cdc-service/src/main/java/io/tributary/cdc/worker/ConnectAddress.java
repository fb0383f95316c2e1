package io.tributary.cdc.worker;

import io.tributary.common.error.TributaryException;
import io.tributary.common.secret.SecretPlaces;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The address of Kafka Connect's REST interface, and who this service is there. Immutable.
 *
 * @param base ends with a slash
 * @param user of its basic authentication
 * @param password empty where Connect asks for none; read at each request
 */
public record ConnectAddress(URI base, String user, Optional<SecretRef> password) {
  private static final SecretReader SECRETS = new SecretReader(SecretPlaces.OF_CONFIGURATION);

  /** The interface that the settings name. */
  public static ConnectAddress of(ConnectSettings settings) {
    return new ConnectAddress(
        base(settings.url()),
        settings.user(),
        settings.passwordFile().map(file -> SecretRef.file(file.toString())));
  }

  /** An interface that asks for no credentials. */
  public static ConnectAddress of(String url) {
    return new ConnectAddress(base(url), "", Optional.empty());
  }

  /**
   * A request, to be completed.
   *
   * @param path below the base, without a slash before it
   * @throws TributaryException when the password cannot be read
   */
  public HttpRequest.Builder request(String path, Duration timeout) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(timeout);
    password.ifPresent(
        secret -> request.header("Authorization", "Basic " + credentials(SECRETS.read(secret))));
    return request;
  }

  private String credentials(String secret) {
    return Base64.getEncoder()
        .encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  private static URI base(String url) {
    return URI.create(url.endsWith("/") ? url : url + "/");
  }
}
