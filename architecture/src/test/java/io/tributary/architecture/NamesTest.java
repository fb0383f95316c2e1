package io.tributary.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.architecture.SourceTree.SourceType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A type is understood in an import list: by more than one bare word, and by a name of its own. */
class NamesTest {
  private static final int MOST_ONE_WORD_PERCENT = 8;
  private static final int MOST_SHARED_NAMES = 25;

  private static final List<SourceType> TYPES = SourceTree.types();

  @Test
  void fewTypesAreNamedByOneBareWord() {
    List<String> oneWord =
        TYPES.stream().filter(SourceType::oneWord).map(SourceType::qualified).sorted().toList();
    assertThat(oneWord.size() * 100)
        .as("%d of %d types: %s", oneWord.size(), TYPES.size(), String.join("\n", oneWord))
        .isLessThanOrEqualTo(TYPES.size() * MOST_ONE_WORD_PERCENT);
  }

  @Test
  void fewNamesAreBorneByMoreThanOneType() throws IOException {
    Set<String> twins = declaredTwins();
    Map<String, List<SourceType>> shared = new TreeMap<>(borneBySeveral());
    shared.keySet().removeAll(twins);
    assertThat(shared.size())
        .as(
            shared.values().stream()
                .map(types -> types.stream().map(SourceType::qualified).collect(joining(", ")))
                .collect(joining("\n")))
        .isLessThanOrEqualTo(MOST_SHARED_NAMES);
  }

  @Test
  void declaredTwinsAreTwins() throws IOException {
    assertThat(borneBySeveral().keySet()).containsAll(declaredTwins());
  }

  private static Map<String, List<SourceType>> borneBySeveral() {
    Map<String, List<SourceType>> types = TYPES.stream().collect(groupingBy(SourceType::name));
    types.values().removeIf(same -> same.size() == 1);
    return types;
  }

  /** Names that two modules share on purpose; the file says of each why. */
  private static Set<String> declaredTwins() throws IOException {
    try (InputStream file = NamesTest.class.getResourceAsStream("/twins.txt")) {
      return new String(file.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\s", 2)[0])
          .collect(Collectors.toSet());
    }
  }
}
