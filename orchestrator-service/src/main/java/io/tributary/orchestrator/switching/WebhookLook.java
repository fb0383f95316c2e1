package io.tributary.orchestrator.switching;

import io.tributary.common.grant.Grants;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.plan.cutover.WebAddress;
import io.tributary.common.secret.SecretReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Looks whether a webhook's host takes a connection, and with https whether it proves who it is. No
 * request is sent.
 */
record WebhookLook(SecretReader secrets, Grants grants) {
  private static final int MOST_MILLIS = 3_000;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  void look(SwitchAction.Webhook action) {
    InetSocketAddress address = address(action);
    if (address.isUnresolved()) {
      throw failure(action, "its host " + address.getHostString() + " is not known here");
    }
    int millis = (int) Math.min(MOST_MILLIS, action.timeoutMillis());
    try (Socket socket = new Socket()) {
      socket.connect(address, millis);
      if (encrypted(action) && !proves(socket, address, millis)) {
        throw failure(
            action, "its host does not prove by a certificate that is trusted here who it is");
      }
    } catch (IOException e) {
      throw failure(
          action, "its host takes no connection at port " + address.getPort() + " from here");
    }
  }

  private static boolean encrypted(SwitchAction.Webhook action) {
    return action.url().startsWith("https:");
  }

  private static boolean proves(Socket socket, InetSocketAddress address, int millis) {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket encrypted =
        (SSLSocket)
            factory.createSocket(socket, address.getHostString(), address.getPort(), true)) {
      encrypted.setSoTimeout(millis);
      SSLParameters parameters = encrypted.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      encrypted.setSSLParameters(parameters);
      encrypted.startHandshake();
      return true;
    } catch (IOException e) {
      // Whatever it speaks, it is not what the webhook would be called by.
      return false;
    }
  }

  private InetSocketAddress address(SwitchAction.Webhook action) {
    try {
      URI url = URI.create(secrets.interpolate(action.url()));
      grants.requireHost(url);
      int standard = "https".equals(url.getScheme()) ? HTTPS : HTTP;
      return new InetSocketAddress(url.getHost(), url.getPort() < 0 ? standard : url.getPort());
    } catch (IllegalArgumentException e) {
      throw failure(action, "it is no valid address");
    }
  }

  private static RuntimeException failure(SwitchAction.Webhook action, String what) {
    String shown = WebAddress.shown(action.url());
    return SwitchError.WEBHOOK.because(
        "The webhook %s of a switch action cannot be called: %s. Mend its address, or start what answers there."
            .formatted(shown, what),
        Map.of("webhook", shown));
  }
}
