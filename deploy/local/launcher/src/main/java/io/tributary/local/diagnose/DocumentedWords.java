package io.tributary.local.diagnose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of Tributary's documentation, which its messages are made of. */
final class DocumentedWords {
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");

  /** Words of logs that the documentation has no reason to have. */
  private static final List<String> OF_LOGS =
      List.of(
          "info",
          "warn",
          "debug",
          "fatal",
          "level",
          "thread",
          "logger",
          "main",
          "executor",
          "worker",
          "vert",
          "eventloop",
          "listening",
          "installed",
          "features",
          "profile",
          "activated",
          "started",
          "stopped",
          "jvm",
          "quarkus",
          "powered",
          "exception",
          "a",
          "i");

  private DocumentedWords() {}

  /** Those of all pages below a checkout; few where there are none. */
  static Set<String> of(Path checkout) {
    Set<String> words = new TreeSet<>(OF_LOGS);
    try (Stream<Path> pages = Files.list(checkout.resolve("docs"))) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
        Matcher word = WORD.matcher(Files.readString(page));
        while (word.find()) {
          words.add(word.group().toLowerCase(Locale.ROOT));
        }
      }
    } catch (IOException e) {
      return words;
    }
    return words;
  }
}
