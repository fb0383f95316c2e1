package io.tributary.site;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The pages of one kind, as one page's navigation shows them.
 *
 * @param title of the group
 * @param links to its pages
 */
public record NavigationGroup(String title, List<PageLink> links) {

  /**
   * A page in the navigation.
   *
   * @param title its first heading
   * @param file of the site
   * @param current whether it is the page that is shown
   * @param below the headings of the second level, of the page that is shown
   */
  public record PageLink(String title, String file, boolean current, List<HeadingLink> below) {}

  /** A heading of the page that is shown. */
  public record HeadingLink(String title, String anchor) {}

  /** The whole navigation for one page. */
  static List<NavigationGroup> all(
      SiteNavigation navigation, List<RenderedPage> pages, RenderedPage shown) {
    Map<String, RenderedPage> byPlace =
        pages.stream()
            .collect(Collectors.toMap(page -> page.source().place(), Function.identity()));
    return navigation.groups().stream()
        .map(
            group ->
                new NavigationGroup(
                    group.title(),
                    group.pages().stream()
                        .map(place -> Objects.requireNonNull(byPlace.get(place), place))
                        .map(page -> link(page, page == shown))
                        .toList()))
        .toList();
  }

  private static PageLink link(RenderedPage page, boolean shown) {
    return new PageLink(
        page.title(),
        page.source().file(),
        shown,
        shown
            ? page.sections().stream()
                .filter(section -> section.level() == 2)
                .map(section -> new HeadingLink(section.title(), section.anchor()))
                .toList()
            : List.of());
  }
}
