package io.tributary.common.plan.cutover;

/** Shows a web address without the parts in which people put secrets. */
public final class WebAddress {
  private WebAddress() {}

  /** Scheme, host and port; neither user, path, query nor fragment. */
  public static String shown(String url) {
    String rest = url.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "");
    String scheme = url.substring(0, url.length() - rest.length());
    String authority = rest.split("[/?#]", 2)[0];
    return scheme + authority.substring(authority.lastIndexOf('@') + 1) + "/…";
  }
}
