package io.tributary.local.init.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class YamlTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "yes",
        "No",
        "null",
        "123",
        "1e3",
        "2026-01-01",
        "a: b",
        "a #b",
        "- a",
        "{a}",
        "*",
        "&a",
        "\"q\"",
        "it's",
        "back\\slash",
        "line\nbreak",
        "tab\t",
        " blank ",
        "",
        "/srv/a b.db",
        "/srv/app.db",
        "ünï",
        "🙂",
        "a\u0085b",
        "a\u2028b",
        "\uFEFF",
        "~",
        "=",
        "!t",
        "%",
        "@a",
        "`"
      })
  void aTextIsReadAsItWas(String text) {
    assertThat((Object) new Yaml().load(YamlText.scalar(text))).isEqualTo(text);
    assertThat((Object) new Yaml().load(YamlText.flow(Map.of("k", YamlText.scalar(text)))))
        .isEqualTo(Map.of("k", text));
  }

  @Test
  void anyTextIsReadAsItWas() {
    long seed = System.nanoTime();
    System.out.println("YamlTextTest: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j > 0; j--) {
        int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x11000);
        text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
      }
      aTextIsReadAsItWas(text.toString());
    }
  }

  @Test
  void noTextEndsAComment() {
    List<String> lines =
        YamlText.comment("a\nmigration: x\r\u2028b: c\u0085d " + "word ".repeat(40), 40);

    assertThat(lines).allMatch(line -> line.startsWith("# ") && line.length() <= 40);
    assertThat((Object) new Yaml().load(String.join("\n", lines))).isNull();
  }
}
