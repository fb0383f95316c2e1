package io.tributary.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes the site of a checkout. Arguments: the checkout, and the directory of the pages. */
public final class SiteMain {
  private static final int ARGUMENTS = 2;

  private SiteMain() {}

  /**
   * Entry point; the build calls it.
   *
   * @throws IOException when a page cannot be read or written
   * @throws IllegalStateException when a link leads nowhere, with every such link
   */
  public static void main(String... arguments) throws IOException {
    if (arguments.length != ARGUMENTS) {
      throw new IllegalArgumentException("arguments: CHECKOUT DIRECTORY");
    }
    Path checkout = Path.of(arguments[0]).toAbsolutePath().normalize();
    SiteNavigation navigation = SiteNavigation.read();
    List<PageSource> sources = new SourcePages(checkout).all(navigation);
    LinkTargets targets = new LinkTargets(checkout, sources);
    List<RenderedPage> pages = sources.stream().map(new PageRenderer(targets)::render).toList();
    targets.requireWhole(pages);
    new SiteDirectory(Path.of(arguments[1])).write(navigation, pages, targets.files());
  }
}
