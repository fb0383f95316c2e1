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

/** Looks whether a webhook's host takes a connection. Nothing is sent. */
record WebhookLook(SecretReader secrets, Grants grants) {
  private static final int MOST_MILLIS = 3_000;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  void look(SwitchAction.Webhook action) {
    InetSocketAddress address = address(action);
    if (address.isUnresolved()) {
      throw failure(action, "its host " + address.getHostString() + " is not known here");
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) Math.min(MOST_MILLIS, action.timeoutMillis()));
    } catch (IOException e) {
      throw failure(
          action, "its host takes no connection at port " + address.getPort() + " from here");
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
