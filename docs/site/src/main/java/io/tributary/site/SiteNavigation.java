package io.tributary.site;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * The order in which readers find the pages; {@code navigation.yaml} has it.
 *
 * @param groups by kind: tutorials, how-to, reference, explanations
 */
public record SiteNavigation(List<Group> groups) {
  public SiteNavigation {
    groups = List.copyOf(groups);
  }

  /**
   * Pages of one kind.
   *
   * @param title of the group
   * @param pages by their places in the checkout, such as {@code docs/cutover.md}; those that are
   *     made by the build begin with {@code made/}
   */
  public record Group(String title, List<String> pages) {
    public Group {
      pages = List.copyOf(pages);
    }
  }

  /**
   * What stands beside this class.
   *
   * @throws IOException when the file is no such list
   */
  public static SiteNavigation read() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SiteNavigation.class.getResourceAsStream("/site/navigation.yaml"), "is packaged")) {
      return new ObjectMapper(new YAMLFactory()).readValue(in, SiteNavigation.class);
    }
  }

  /** The places of all pages, in order. */
  public List<String> places() {
    return groups.stream().flatMap(group -> group.pages().stream()).toList();
  }
}
