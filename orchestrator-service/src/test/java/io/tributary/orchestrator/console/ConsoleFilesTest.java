package io.tributary.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the files of the console are, without a service. */
class ConsoleFilesTest {
  private static final long MOST_BYTES = 200_000;

  /** Names of markup languages look like addresses, and are asked for by nobody. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:https?:)?//(?!www\\.w3\\.org/(?:2000/svg|1999/xhtml|1998/Math/MathML))\\w+\\.\\w+");

  private static final Pattern IMPORT =
      Pattern.compile("(?:from|import)\\s*\\(?['\"]([^'\"]+)['\"]");

  @Test
  void staysUnderTwoHundredKilobytesWithEverythingThatAPageEverLoads() {
    long bytes = files().stream().mapToLong(ConsoleFilesTest::size).sum();

    assertThat(bytes).isBetween(50_000L, MOST_BYTES);
  }

  @Test
  void namesNoAddressElsewhere() {
    for (Path file : files()) {
      assertThat(ADDRESS.matcher(text(file)).results().map(found -> found.group()))
          .as(file.toString())
          .isEmpty();
    }
  }

  @Test
  void hasNeitherScriptNorStyleWithinItsPageOrTemplates() {
    String page = text(directory().resolve("index.html"));
    assertThat(page).doesNotContain("<style", " onload=").containsPattern("<script [^>]*src=");
    assertThat(Pattern.compile("<script(?![^>]*src=)").matcher(page).find()).isFalse();
    for (Path file : files()) {
      // A template with an attribute of that name would be refused by the policy, unseen by tests.
      assertThat(text(file)).as(file.toString()).doesNotContain(" style=\"", " style=$", "eval(");
    }
  }

  @Test
  void importsOnlyWhatIsThereAndLeavesNothingUnused() {
    Set<Path> all = Set.copyOf(files());
    Set<Path> imported =
        all.stream()
            .filter(file -> file.toString().endsWith(".js"))
            .flatMap(ConsoleFilesTest::imports)
            .collect(Collectors.toSet());

    assertThat(all).containsAll(imported);
    assertThat(all.stream().filter(file -> file.toString().endsWith(".js")))
        .allMatch(file -> imported.contains(file) || file.endsWith("main.js"));
  }

  private static Stream<Path> imports(Path file) {
    Matcher found = IMPORT.matcher(text(file));
    return found.results().map(one -> file.resolveSibling(one.group(1)).normalize());
  }

  private static List<Path> files() {
    try (Stream<Path> files = Files.walk(directory())) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory() {
    try {
      return Path.of(
              ConsoleFilesTest.class.getResource("/META-INF/resources/console/index.html").toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
