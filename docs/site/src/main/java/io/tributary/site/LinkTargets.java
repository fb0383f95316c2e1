package io.tributary.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where the links of the Markdown lead in the site: to pages, and to copies of other files. */
final class LinkTargets {
  private static final String FILES = "files/";

  private final Path checkout;
  private final Map<String, String> pages = new LinkedHashMap<>();
  private final Map<String, Path> files = new TreeMap<>();
  private final Set<String> broken = new TreeSet<>();

  /** For the pages of a checkout. */
  LinkTargets(Path checkout, List<PageSource> sources) {
    this.checkout = checkout;
    sources.forEach(source -> pages.put(source.place(), source.file()));
  }

  /** The address in the site of what a page's link means; outside of the checkout as it is. */
  String of(PageSource from, String destination) {
    if (destination.matches("[a-z]+:.*")) {
      return destination;
    }
    if (destination.startsWith("#")) {
      return from.file() + destination;
    }
    String[] parts = destination.split("#", 2);
    Path base = Path.of(from.place()).resolveSibling(parts[0]).normalize();
    String place = base.toString();
    String anchor = parts.length == 1 ? "" : "#" + parts[1];
    String page = pages.get(place);
    if (page != null) {
      return page + anchor;
    }
    Path file = checkout.resolve(place);
    if (place.startsWith("..") || !Files.isRegularFile(file)) {
      broken.add(from.place() + ": " + destination);
      return destination;
    }
    files.put(FILES + place, file);
    return FILES + place;
  }

  /** What is to be copied beside the pages, by its place in the site. */
  Map<String, Path> files() {
    return files;
  }

  /**
   * Looks whether every anchor is there, too.
   *
   * @throws IllegalStateException with every link that leads nowhere
   */
  void requireWhole(List<RenderedPage> rendered) {
    Set<String> there =
        rendered.stream()
            .flatMap(
                page ->
                    page.sections().stream()
                        .map(section -> page.source().file() + "#" + section.anchor()))
            .collect(Collectors.toSet());
    for (RenderedPage page : rendered) {
      page.links().stream()
          .filter(link -> link.contains("#") && !link.contains("://") && !there.contains(link))
          .forEach(link -> broken.add(page.source().place() + ": no heading " + link));
    }
    if (!broken.isEmpty()) {
      throw new IllegalStateException(
          "Links of the documentation lead nowhere:\n  " + String.join("\n  ", broken));
    }
  }
}
