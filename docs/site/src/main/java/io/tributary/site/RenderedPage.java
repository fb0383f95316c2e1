package io.tributary.site;

import java.util.List;
import java.util.Set;

/**
 * One page as HTML.
 *
 * @param source where it comes from
 * @param title its first heading
 * @param html its text without the frame
 * @param sections in their order; the first is what stands before the second heading
 * @param links to pages and anchors of the site that the text has, such as {@code api.html#orders}
 */
record RenderedPage(
    PageSource source, String title, String html, List<Section> sections, Set<String> links) {
  RenderedPage {
    sections = List.copyOf(sections);
    links = Set.copyOf(links);
  }

  /**
   * A heading and what stands below it.
   *
   * @param level 1 is the page's title
   * @param text without any markup, for the search
   */
  record Section(int level, String title, String anchor, String text) {}
}
