package io.tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The script {@code tributary} builds the modules that run, on a machine that has none of them:
 * what it leaves out is found nowhere else.
 */
class LauncherBuildTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final Pattern SELECTION = Pattern.compile("mvn .*-pl '([^']+)' package");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ARTIFACT =
      Pattern.compile("<artifactId>(tributary-[^<]+)</artifactId>");

  @Test
  void theModulesThatTheScriptBuildsNeedNoneThatItLeavesOut() throws IOException {
    // given
    Set<String> leftOut = new HashSet<>();
    for (String module :
        found(SELECTION, Files.readString(ROOT.resolve("tributary"))).get(0).split(",")) {
      assertThat(module).startsWith("!");
      leftOut.add(module.substring(1));
    }
    Map<String, String> poms = new HashMap<>();
    for (String module : found(MODULE, Files.readString(ROOT.resolve("pom.xml")))) {
      poms.put(module, Files.readString(ROOT.resolve(module).resolve("pom.xml")));
    }
    assertThat(poms.keySet()).containsAll(leftOut);

    // when
    Set<String> missing = new HashSet<>();
    leftOut.forEach(module -> missing.add(found(ARTIFACT, poms.get(module)).get(0)));

    // then
    poms.forEach(
        (module, pom) -> {
          if (!leftOut.contains(module)) {
            assertThat(found(ARTIFACT, pom)).as(module).doesNotContainAnyElementsOf(missing);
          }
        });
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> found = pattern.matcher(text).results().map(result -> result.group(1)).toList();
    assertThat(found).as(pattern.pattern()).isNotEmpty();
    return found;
  }
}
