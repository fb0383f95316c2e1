package io.tributary.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.fixture.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What messages print to be run: statements are run by the tests that {@code
 * printed-statements.txt} names, and everything else exists under the name that is printed.
 */
class PrintedTextTest {
  private static final Pattern PACKAGES = Pattern.compile("apt-(get install|cache search) \\S+");
  private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|DELETE) (/\\S*)");
  private static final Pattern LAUNCHER =
      Pattern.compile("\\./tributary ?([\\w-]*)( --[\\w-]+)?.*", Pattern.DOTALL);
  private static final Pattern KEY = Pattern.compile("(?:[a-z-]+\\.)?([a-z][A-Za-z-]*)(: [^`]*)?");

  /** A key of the file as the code calls it. */
  private static final Pattern KEY_OF_THE_CODE =
      Pattern.compile("(?s).*\\b(cutover|validation|target)\\.[a-z]+[A-Z].*");

  /** What no program of ours can be told, or what nobody can do with a running one. */
  private static final List<String> IMPOSSIBLE =
      List.of(
          "start the source again",
          "set it and try again",
          "to the role.",
          "java -cp",
          "the preflight prints");

  private static List<PrintedText> texts;

  @BeforeAll
  static void read() throws Exception {
    texts = PrintedText.all();
  }

  @Test
  void runsEveryPrintedStatementInATest() throws Exception {
    // given
    TreeMap<String, String> tests = new TreeMap<>();
    for (String line : Files.readAllLines(resource("printed-statements.txt"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split("\\s+", 3);
        tests.put(parts[0] + " " + parts[2], parts[1]);
      }
    }

    // when, then
    assertThat(tests.keySet())
        .as("printed statements, with their tests")
        .isEqualTo(PrintedText.statements());
    for (String named : tests.values()) {
      String[] test = named.split("#");
      assertThat(testSource(test[0]))
          .as(named)
          .contains("void " + test[1] + "(")
          .containsPattern("PrintedFix\\.|PrintedCommands\\.");
    }
  }

  @Test
  void printsOnlyWhatThereIs() throws Exception {
    Set<String> keys = keys();
    String api = Files.readString(Checkout.root().resolve("docs/api.md"));
    String validation = Files.readString(Checkout.root().resolve("docs/validation.md"));
    List<String> unknown = new ArrayList<>();
    for (PrintedText text : texts) {
      for (String command : text.commands()) {
        if (!PrintedText.isStatement(command) && !exists(command, keys, api + validation)) {
          unknown.add(text.file() + ": " + command);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void asksForNothingThatCannotBeDone() {
    for (PrintedText text : texts) {
      assertThat(text.text()).as(text.file()).doesNotContain(IMPOSSIBLE);
    }
  }

  @Test
  void spellsKeysAsTheFileDoes() {
    for (PrintedText text : texts) {
      assertThat(text.text()).as(text.file()).doesNotMatch(KEY_OF_THE_CODE);
    }
  }

  private static boolean exists(String command, Set<String> keys, String api) {
    var request = REQUEST.matcher(command);
    if (request.matches()) {
      String path =
          request.group(2).replaceAll("\\?.*", "").replaceAll("/(…|%s|<id>)(?=/|$)", "/{name}");
      String pattern =
          Pattern.quote(request.group(1) + " " + path).replace("{name}", "\\E\\{\\w+\\}\\Q");
      return Pattern.compile(pattern).matcher(api).find();
    }
    if (PACKAGES.matcher(command).matches()) {
      // Of the machine; ExtensionInstallTest asks it.
      return true;
    }
    var launcher = LAUNCHER.matcher(command);
    if (launcher.matches()) {
      return launcher.group(1).isEmpty()
          || texts.stream().anyMatch(text -> text.text().equals(launcher.group(1)));
    }
    var key = KEY.matcher(command);
    return key.matches() && (keys.contains(key.group(1)) || isOrder(command, api));
  }

  private static boolean isOrder(String command, String api) {
    return Pattern.compile("\\| `" + Pattern.quote(command) + "[?`]").matcher(api).find()
        || api.contains("`" + command + "`")
        || api.contains("\"" + command + "\"");
  }

  private static Set<String> keys() throws Exception {
    Path schema =
        Checkout.root()
            .resolve("common/src/main/resources/io/tributary/schema/migration.schema.json");
    Set<String> keys = new TreeSet<>();
    collect(new ObjectMapper().readTree(schema.toFile()), keys);
    return keys;
  }

  private static void collect(JsonNode node, Set<String> keys) {
    node.path("properties").fieldNames().forEachRemaining(keys::add);
    node.forEach(child -> collect(child, keys));
  }

  private static Path resource(String name) {
    return Checkout.root().resolve("common/src/test/resources").resolve(name);
  }

  private static String testSource(String test) throws Exception {
    try (Stream<Path> files = Files.walk(Checkout.root())) {
      Path found =
          files
              .filter(file -> file.toString().contains("/src/test/java/"))
              .filter(file -> file.getFileName().toString().equals(test + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("There is no test " + test));
      return Files.readString(found);
    }
  }
}
