package io.tributary.common.plan.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.message.PrintedText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Messages of all modules name keys of the migration file as its reader takes them. */
class MessageKeysTest {
  private static final Pattern NAMED =
      Pattern.compile("(?<![\\w./-])(cutover|validation|target)\\.([a-z][A-Za-z-]*)(?![\\w(])");
  private static final Pattern CAMEL_CASE = Pattern.compile("\\b[a-z]+(?:[A-Z][a-z]+)+\\b");

  @Test
  void namesOnlyKeysThatTheReaderKnows() throws IOException {
    Set<String> unknown = new TreeSet<>();
    for (PrintedText text : messages()) {
      NAMED
          .matcher(text.text())
          .results()
          .filter(named -> !section(named.group(1)).keys().contains(named.group(2)))
          .forEach(named -> unknown.add(text.file() + ": " + named.group()));
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void namesNoKeyAsTheFieldThatItIsReadInto() throws IOException {
    Set<String> fields =
        Arrays.stream(SectionKeys.values())
            .flatMap(section -> section.keys().stream())
            .filter(key -> key.contains("-"))
            .map(MessageKeysTest::camelCase)
            .collect(Collectors.toSet());
    Set<String> wrong = new TreeSet<>();
    for (PrintedText text : messages()) {
      CAMEL_CASE
          .matcher(text.text())
          .results()
          .filter(word -> fields.contains(word.group()))
          .forEach(word -> wrong.add(text.file() + ": " + word.group()));
    }
    assertThat(wrong).isEmpty();
  }

  /** Texts of one word are names of files and of JSON's members. */
  private static List<PrintedText> messages() throws IOException {
    return PrintedText.all().stream()
        .filter(text -> text.text().contains(" ") || text.text().contains("`"))
        .toList();
  }

  private static SectionKeys section(String name) {
    return SectionKeys.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static String camelCase(String key) {
    return Stream.of(key.split("-"))
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(),
                joined -> joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1)));
  }
}
