package io.tributary.orchestrator.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ComposeTextTest {
  private static final String MAP =
      """
      services:
        web: # the application
          image: app
          environment:
            # where it writes
            DB_URL: postgres://old/db # soon new
            OTHER: "1"
          ports: ["80:80"]
        db:
          image: postgres
      """;

  private static final String LIST =
      """
      services:
        web:
          environment:
          - OTHER=1
          - "DB_URL=postgres://old/db"
          - DB_PASS
          command: [DB_URL]
      """;

  @Test
  void rewritesTheMapForm() {
    String value = "postgres://u:p$1\"\\@new/db";
    String rewritten = rewrite(MAP, Map.of("DB_URL", value));

    assertThat(rewritten.lines().toList())
        .hasSameSizeAs(MAP.lines().toList())
        .contains("      # where it writes", "    ports: [\"80:80\"]");
    assertThat(environment(rewritten))
        .isEqualTo(Map.of("DB_URL", value.replace("$", "$$"), "OTHER", "1"));
  }

  @Test
  void rewritesTheListForm() {
    String rewritten = rewrite(LIST, Map.of("DB_URL", "new", "DB_PASS", "a b"));

    assertThat(environment(rewritten)).isEqualTo(List.of("OTHER=1", "DB_URL=new", "DB_PASS=a b"));
    assertThat(rewritten).contains("command: [DB_URL]");
  }

  @Test
  void isTheSameWhenRepeated() {
    String once = rewrite(MAP, Map.of("DB_URL", "a$b"));

    assertThat(rewrite(once, Map.of("DB_URL", "a$b"))).isEqualTo(once);
  }

  @Test
  void refusesWhatItWouldHaveToGuess() {
    refused(MAP, "MISSING", "set by no service");
    refused(MAP + MAP.substring(MAP.indexOf("  web")), "DB_URL", "2 times");
    refused("services:\n  a:\n    environment: {DB_URL: x}\n", "DB_URL", "one line");
    refused("services:\n  a:\n    environment:\n      DB_URL: |\n        x\n", "DB_URL", "block");
    refused("services:\n  a:\n    environment:\n      DB_URL: *x\n", "DB_URL", "alias");
  }

  @Test
  void leavesTheSameNameOutsideOfEnvironmentAlone() {
    String text =
        "x:\n  DB_URL: no\nservices:\n  a:\n    environment:\n      DB_URL: old\n    b:\n      DB_URL: no\n";

    assertThat(rewrite(text, Map.of("DB_URL", "new"))).isEqualTo(text.replace("old", "\"new\""));
  }

  private static void refused(String text, String name, String why) {
    assertThatThrownBy(() -> rewrite(text, Map.of(name, "v")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name.equals("MISSING") ? "MISSING" : "")
        .hasMessageContaining(why);
  }

  private static String rewrite(String text, Map<String, String> set) {
    return ComposeText.read(text, set.keySet()).with(set).text();
  }

  @SuppressWarnings("unchecked")
  private static Object environment(String text) {
    Map<String, Object> file = new Yaml().load(text);
    Map<String, Object> services = (Map<String, Object>) file.get("services");
    return ((Map<String, Object>) services.get("web")).get("environment");
  }
}
