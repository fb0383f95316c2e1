package io.tributary.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site that the build has made, read as a browser does: by its tags alone. */
class WholeSiteTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final Path SITE = ROOT.resolve("docs/site/target/site");

  private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"([^\"]*)\"");
  private static final Pattern LOADED =
      Pattern.compile("<(?:script|img|iframe|source|video|audio|embed)\\b[^>]*?src=\"([^\"]*)\"");
  private static final Pattern STYLE = Pattern.compile("<link [^>]*href=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
  private static final Pattern INLINE =
      Pattern.compile("<style|<script(?![^>]*src=)|<[a-z0-9]+ [^>]*?\\s(?:style|on[a-z]+)=\"");

  private final Map<String, String> pages = pages();

  @Test
  void everyLinkWithinTheSiteLeadsToAPageAndAnAnchor() {
    Map<String, Set<String>> anchors = new TreeMap<>();
    pages.forEach((name, html) -> anchors.put(name, new TreeSet<>(found(ID, html))));
    Set<String> broken = new TreeSet<>();
    int looked = 0;
    for (Map.Entry<String, String> page : pages.entrySet()) {
      for (String link : found(LINK, page.getValue())) {
        if (!link.startsWith("https://") && !link.startsWith("http://")) {
          looked++;
          String[] parts = link.split("#", 2);
          String file = parts[0].isEmpty() ? page.getKey() : parts[0];
          boolean there =
              Files.isRegularFile(SITE.resolve(file))
                  && (parts.length == 1 || anchors.get(file).contains(parts[1]));
          if (!there) {
            broken.add(page.getKey() + ": " + link);
          }
        }
      }
    }
    assertThat(looked).isGreaterThan(1000);
    assertThat(broken).isEmpty();
  }

  @Test
  void nothingIsLoadedFromElsewhereOrStandsInThePageItself() {
    pages.forEach(
        (name, html) -> {
          assertThat(found(LOADED, html)).as(name).allMatch(WholeSiteTest::own);
          assertThat(found(STYLE, html)).as(name).containsExactly("site.css");
          assertThat(INLINE.matcher(html).results().map(MatchResult::group)).as(name).isEmpty();
          assertThat(html).contains("default-src 'none'; script-src 'self'; style-src 'self'");
        });
    assertThat(read(SITE.resolve("site.css"))).doesNotContain("url(", "@import");
    assertThat(read(SITE.resolve("site.js"))).doesNotContain("http:", "https:");
  }

  @Test
  void anAnchorStandsOnceInAPage() {
    pages.forEach((name, html) -> assertThat(found(ID, html)).as(name).doesNotHaveDuplicates());
  }

  @Test
  void everyDocumentIsInTheNavigationOnce() throws IOException {
    List<String> places = SiteNavigation.read().places();
    assertThat(places).doesNotHaveDuplicates().contains("README.md", "CONTRIBUTING.md");
    try (Stream<Path> documents = Files.walk(ROOT.resolve("docs"))) {
      assertThat(places)
          .containsAll(
              documents
                  .filter(file -> file.toString().endsWith(".md"))
                  .filter(file -> !file.startsWith(ROOT.resolve("docs/site")))
                  .map(file -> ROOT.relativize(file).toString())
                  .toList());
    }
    assertThat(pages).hasSize(places.size());
  }

  @Test
  void theReferenceHasEveryKeyRequestAndCommand() {
    assertThat(pages.get("migration-keys.html"))
        .contains("<code>on-invalid</code>", "<code>time-limit-millis</code>", "id=\"connection\"");
    assertThat(pages.get("requests.html"))
        .contains("POST /migrations/{name}/cutover", "Idempotency-Key", "id=\"migrationstatus\"");
    assertThat(pages.get("command-options.html"))
        .contains("id=\"cutover\"", "<code>--dry-run</code>", "id=\"diagnose\"")
        .doesNotContain("@|", "${");
    assertThat(pages.get("errors.html")).contains("TRB-ORDER-ILLEGAL");
    assertThat(read(SITE.resolve("search-index.js"))).contains("TRB-ORDER-ILLEGAL");
  }

  @Test
  void theSameTextsMakeTheSameBytes(@TempDir Path again) throws IOException {
    SiteMain.main(ROOT.toString(), again.resolve("site").toString());
    Map<String, String> first = contents(SITE);
    assertThat(contents(again.resolve("site"))).isEqualTo(first);
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".png"))
          .collect(
              Collectors.toMap(file -> directory.relativize(file).toString(), WholeSiteTest::read));
    }
  }

  private static boolean own(String address) {
    return !address.contains(":")
        && !address.startsWith("/")
        && Files.isRegularFile(SITE.resolve(address));
  }

  private static List<String> found(Pattern pattern, String html) {
    return pattern.matcher(html).results().map(match -> match.group(1)).toList();
  }

  private static Map<String, String> pages() {
    try (Stream<Path> files = Files.list(SITE)) {
      return files
          .filter(file -> file.toString().endsWith(".html"))
          .collect(Collectors.toMap(file -> file.getFileName().toString(), WholeSiteTest::read));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
