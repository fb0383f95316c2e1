package io.tributary.cdc.worker;

import io.tributary.common.error.TributaryException;
import io.tributary.common.secret.SecretPlaces;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import io.tributary.common.tls.HttpAddress;
import io.tributary.common.tls.TrustedAuthorities;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The address of Kafka Connect's REST interface, and who this service is there. Immutable.
 *
 * @param base ends with a slash
 * @param user of its basic authentication
 * @param password empty where Connect asks for none; read at each request
 * @param trusted who may have signed its certificate; empty for whom Java trusts
 */
public record ConnectAddress(
    URI base, String user, Optional<SecretRef> password, Optional<SSLContext> trusted) {
  private static final SecretReader SECRETS = new SecretReader(SecretPlaces.OF_CONFIGURATION);

  /**
   * The interface that the settings name.
   *
   * @throws TributaryException when they name none, or one to which a password would go readably by
   *     way of others, or authorities that cannot be read
   */
  public static ConnectAddress of(ConnectSettings settings) {
    HttpAddress address =
        HttpAddress.of(settings.url()).orElseThrow(() -> noAddress(settings.url()));
    if (address.readableOnTheWay() && settings.unencrypted().isEmpty()) {
      throw unencrypted(address);
    }
    return new ConnectAddress(
        base(address.uri().toString()),
        settings.user(),
        settings.passwordFile().map(file -> SecretRef.file(file.toString())),
        settings.tlsCa().map(ConnectAddress::authorities));
  }

  /** An interface that asks for no credentials. */
  public static ConnectAddress of(String url) {
    return new ConnectAddress(base(url), "", Optional.empty(), Optional.empty());
  }

  /** A client for requests to it, which follows no redirection. */
  public HttpClient client(Duration connectTimeout) {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(connectTimeout);
    trusted.ifPresent(client::sslContext);
    return client.build();
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

  private static SSLContext authorities(Path file) {
    try {
      return TrustedAuthorities.of(file);
    } catch (GeneralSecurityException | IOException e) {
      throw new TributaryException(
          ConnectAddressError.AUTHORITY,
          "The authorities to check Kafka Connect's certificate with cannot be used: "
              + e.getMessage()
              + ". Correct tributary.connect.tls-ca and start the service again.",
          Map.of("file", file.toString()),
          e);
    }
  }

  private static TributaryException noAddress(String url) {
    return new TributaryException(
        ConnectAddressError.NO_ADDRESS,
        url
            + " is no address of Kafka Connect. Write one such as https://connect.internal:8443 into"
            + " tributary.connect.url and start the service again.",
        Map.of("connect", url));
  }

  private static TributaryException unencrypted(HttpAddress address) {
    return new TributaryException(
        ConnectAddressError.UNENCRYPTED,
        "Kafka Connect at "
            + address.display()
            + " is on another machine and would be asked by plain HTTP, with its password readable"
            + " and its answers changeable on the way; nothing was sent. Name an https address in"
            + " tributary.connect.url (TRIBUTARY_CONNECT_URL) and who signed its certificate in"
            + " tributary.connect.tls-ca, or set tributary.connect.unencrypted=accepted"
            + " (TRIBUTARY_CONNECT_UNENCRYPTED) where you trust everybody on the way.",
        Map.of("connect", address.display()));
  }
}
