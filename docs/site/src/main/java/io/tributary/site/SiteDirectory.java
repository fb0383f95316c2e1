package io.tributary.site;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Writes the site; what was there before is gone.
 *
 * @param directory where it goes
 */
record SiteDirectory(Path directory) {

  void write(SiteNavigation navigation, List<RenderedPage> pages, Map<String, Path> files)
      throws IOException {
    empty();
    Template frame = frame();
    for (RenderedPage page : pages) {
      List<NavigationGroup> groups = NavigationGroup.all(navigation, pages, page);
      text(page.source().file(), frame.data("page", page).data("groups", groups).render());
    }
    text("search-index.js", SearchIndex.of(pages));
    text("site.css", resource("site.css"));
    text("site.js", resource("site.js"));
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path copy = directory.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(copy.getParent(), "is below the directory"));
      Files.copy(file.getValue(), copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void empty() throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> old = Files.walk(directory)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(directory);
  }

  private static Template frame() throws IOException {
    return Engine.builder()
        .addDefaults()
        .addValueResolver(ValueResolvers.rawResolver())
        .addValueResolver(new ReflectionValueResolver())
        .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
        .build()
        .parse(resource("page.html"), Variant.forContentType(Variant.TEXT_HTML));
  }

  private void text(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SiteDirectory.class.getResourceAsStream("/site/" + name), "is packaged")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
