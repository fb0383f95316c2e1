package io.tributary.orchestrator.switching;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a cutover has set in a file is taken back without a trace. */
class EarlierValuesTest {
  private static final Path ENV = Path.of("/srv/.env");
  private static final Path COMPOSE = Path.of("/srv/compose.yml");
  private static final int FILES = 5_000;

  @Test
  void spellsTheEarlierValueAsItWasAndLeavesWhatSomebodyHasWrittenBesides() {
    String kept = "export  DB = \"old\" # why\nKEY='a\nb'\nOTHER=1";

    String after = "# new\nexport  DB =new\nKEY='x y'\nOTHER=2\nADDED=1\nNEW=n\n";

    assertThat(restored(ENV, after, kept, Map.of("DB", "new", "KEY", "x y", "NEW", "n")))
        .isEqualTo("# new\nexport  DB = \"old\" # why\nKEY='a\nb'\nOTHER=2\nADDED=1\n");
  }

  @Test
  void namesWhatWasChangedMeanwhile() {
    Map<String, String> set = Map.of("A", "new", "B", "new", "C", "new", "D", "new");
    String kept = "A=old\nB=old\nC=old\n";

    assertThat(edited(ENV, "A=new\nB=old\nC=mine\n", kept, set)).containsExactly("C");
    assertThat(edited(ENV, "A=new\nB=new\nC=new\nD=mine\n", kept, set)).containsExactly("D");
    assertThat(edited(ENV, "A=new\nC=new\nC=new\n", kept, set)).containsExactly("B", "C");
    assertThat(edited(ENV, "A=new\nB=new\nC=new\nD=new\nD=new\n", kept, set)).containsExactly("D");
    assertThat(edited(ENV, kept, kept, set)).isEmpty();
  }

  @Test
  void spellsAComposeFileAsItWas() {
    String kept =
        """
        services:
          web:
            environment:
              DB_URL: postgres://old/db # soon new
              OTHER: "1"
          worker:
            environment:
            -   'DB_HOST=old'
            - OTHER=1
        """;
    Map<String, String> set = Map.of("DB_URL", "a$b", "DB_HOST", "new");
    String after = compose(kept, set).with(set).text();
    assertThat(after).contains("DB_URL: \"a$$b\"", "-   \"DB_HOST=new\"");

    assertThat(restored(COMPOSE, after, kept, set)).isEqualTo(kept);
    assertThat(restored(COMPOSE, after.replace("OTHER=1", "OTHER=2"), kept, set))
        .isEqualTo(kept.replace("OTHER=1", "OTHER=2"));
    assertThat(edited(COMPOSE, after.replace("a$$b", "mine"), kept, set)).containsExactly("DB_URL");
    assertThat(
            edited(COMPOSE, after.replace("-   \"DB_HOST=new\"", "  DB_HOST: \"new\""), kept, set))
        .containsExactly("DB_HOST");
  }

  @Test
  void bringsEveryFileBackByteForByteHoweverOften() {
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("earlier values: repeat with -Dtributary.test.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < FILES; i++) {
      String before = file(random);
      Map<String, String> set = new TreeMap<>();
      for (String name : List.of("A", "B", "NEW")) {
        set.put(name, value(random));
      }
      String text = before;
      for (int round = 0; round < 2; round++) {
        String after = SettingsText.of(ENV, text, set.keySet()).with(set).text();
        assertThat(edited(ENV, after, text, set)).as(before).isEmpty();
        String back = restored(ENV, after, text, set);
        assertThat(back).as(before).isEqualTo(before);
        // Somebody has written another line; that one stays, and nothing else but a line end.
        String end = before.contains("\r\n") ? "\r\n" : "\n";
        assertThat(restored(ENV, after + "MINE=1\n", text, set))
            .isEqualTo(
                before + (before.isEmpty() || before.endsWith("\n") ? "" : end) + "MINE=1\n");
        text = back;
      }
    }
  }

  private static String file(Random random) {
    List<String> lines = new ArrayList<>();
    String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
    for (int line = random.nextInt(6); line > 0; line--) {
      String name = List.of("A", "B", "C", "export A", " B ").get(random.nextInt(5));
      lines.add(
          switch (random.nextInt(5)) {
            case 0 -> "# A=" + random.nextInt(9);
            case 1 -> "";
            case 2 -> name + "=\"two" + end + "A=lines\\\"\" # and more";
            case 3 -> name + "= '" + random.nextInt(9) + "'";
            default -> name + "=" + random.nextInt(9);
          });
    }
    return String.join(end, lines) + (random.nextBoolean() && !lines.isEmpty() ? end : "");
  }

  private static String value(Random random) {
    return List.of("plain", "it's", "a b", "p$a`b#c\"d\\e", "two\nlines", "")
        .get(random.nextInt(6));
  }

  private static SettingsText compose(String text, Map<String, String> set) {
    return SettingsText.of(COMPOSE, text, set.keySet());
  }

  private static List<String> edited(Path file, String now, String kept, Map<String, String> set) {
    return values(file, now, kept, set).edited(set.keySet());
  }

  private static String restored(Path file, String now, String kept, Map<String, String> set) {
    return values(file, now, kept, set).restored(set.keySet()).text();
  }

  private static EarlierValues values(Path file, String now, String kept, Map<String, String> set) {
    Set<String> names = set.keySet();
    return new EarlierValues(
        SettingsText.of(file, now, names), SettingsText.of(file, kept, names), set);
  }
}
