package io.tributary.site;

import java.util.Locale;

/**
 * One page in Markdown.
 *
 * @param place in the checkout, such as {@code docs/cutover.md}, from which its links are reckoned
 * @param markdown its text
 */
public record PageSource(String place, String markdown) {

  /** The name of its file in the site, where all pages lie in one directory. */
  public String file() {
    if (place.equals("README.md")) {
      return "index.html";
    }
    String name = place.substring(place.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return name.replaceAll("\\.md$", ".html");
  }
}
