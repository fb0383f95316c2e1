package io.tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who reads in a document by which test something is shown finds that test. */
class NamedTestsTest {
  private static final Path ROOT = SourceTree.root();

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  /** Names between backticks; a short one such as {@code `*IT`} speaks of all tests. */
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT|Contract))(?:#[A-Za-z0-9]+)?`");

  @Test
  void everyTestThatADocumentNamesExists() throws IOException {
    // given
    Set<String> tests = tests();
    Set<String> missing = new TreeSet<>();

    // when
    for (Path document : documents()) {
      NAMED
          .matcher(Files.readString(document))
          .results()
          .map(found -> found.group(1))
          .filter(name -> !tests.contains(name))
          .forEach(name -> missing.add(ROOT.relativize(document) + " names " + name));
    }

    // then
    assertThat(tests).hasSizeGreaterThan(100);
    assertThat(missing).isEmpty();
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents =
        new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
    }
    return documents;
  }

  private static Set<String> tests() throws IOException {
    Set<String> names = new TreeSet<>();
    for (MatchResult module :
        MODULE.matcher(Files.readString(ROOT.resolve("pom.xml"))).results().toList()) {
      Path folder = ROOT.resolve(module.group(1)).resolve("src/test/java");
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files.forEach(file -> names.add(file.getFileName().toString().replace(".java", "")));
        }
      }
    }
    return names;
  }
}
