package io.tributary.common.plan.file;

import io.tributary.common.secret.SecretReader;
import java.net.URI;

/** Reads an address that is called by HTTP. */
final class WebhookAddress {
  private WebhookAddress() {}

  /**
   * The address under a key, in which references to secrets may stand; one that is no http or https
   * address is reported.
   */
  static String read(SectionFields fields, String key) {
    String url = fields.text(key);
    fields
        .get(key)
        .filter(v -> !url.isEmpty() && !isHttp(SecretReader.withPlainWords(url)))
        .ifPresent(v -> v.problem(PlanError.BAD_VALUE, "This is no http or https address."));
    return url;
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
