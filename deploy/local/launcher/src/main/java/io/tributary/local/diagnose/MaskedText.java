package io.tributary.local.diagnose;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps of a text what is known to be harmless, and masks the rest: a secret, or a value of a row,
 * may stand anywhere in it. Harmless are words that Tributary's own documentation has, names of
 * tables and the like, times, short numbers, codes of errors, and names of classes. Pure and
 * thread-safe.
 *
 * @param secrets that are known; masked wherever they stand, also as parts of words
 * @param names of migrations, sources, schemas, tables, columns, hosts and paths
 * @param words of the documentation, in lower case
 */
record MaskedText(Set<String> secrets, Set<String> names, Set<String> words) {
  /** What stands in the place of what is masked. */
  static final String MASK = "(masked)";

  /** Shorter ones would be found in every text. */
  private static final int SHORTEST_SECRET = 4;

  private static final int LONGEST_NUMBER = 9;
  private static final Pattern FRAME =
      Pattern.compile(
          "\\s*(?:at|Caused by:|Suppressed:|\\.\\.\\.)"
              + " ?(?:(?:java|jdk|io|org|com|sun)[./][\\w.$/@<>-]+(?:\\([\\w.]+(?::\\d+)?\\))?|\\d+"
              + " more)\\s*");
  private static final Pattern FREE =
      Pattern.compile(
          "(?i)(\\b(?:(?:detail|context|hint|where|statement|query|value|password)\\s*[:=]|bearer\\s|basic\\s|failing"
              + " row contains)).*");
  private static final Pattern KEY =
      Pattern.compile("(?i)(\\bkeys?\\b\\s*[:=]?\\s*)[\\[({].*?[\\])}]");
  private static final Pattern EQUALS = Pattern.compile("( = )(?:'[^']*'|\\S+)");
  private static final Pattern LOGIN = Pattern.compile("(://)[^/@\\s]*@");
  private static final Pattern QUOTED =
      Pattern.compile(
          "(?<![\\p{L}\\d])'[^'\n"
              + "]*'(?![\\p{L}\\d])|(?<==)\"[^\"\n"
              + "]*\"|\"[^\"\n"
              + "]*\"|\\x60[^\\x60\n"
              + "]*\\x60|“[^”\n"
              + "]*”|«[^»\n"
              + "]*»");
  private static final Pattern TOKEN = Pattern.compile("\\S+");
  private static final Pattern RUN = Pattern.compile("[\\p{L}\\p{N}_$]+");
  private static final Pattern MOMENT =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d(?:[T"
              + " ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?");
  private static final Pattern CLASS =
      Pattern.compile(
          "\\[?(?:io\\.tributary|io\\.quarkus|org\\.postgresql|org\\.apache|java|javax)(?:\\.\\w+)+(?:\\$\\w+)*[:\\]]?");

  /**
   * What the services' format puts before a message, of which the logger is the name of a class.
   */
  private static final Pattern PREFIX =
      Pattern.compile(
          "(" + MOMENT.pattern() + " level=[A-Z]+ thread=)(\"[^\"\n]*\")( logger=[\\w.$]+ )");

  private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(?:ms|s|kB|MB|GB)");
  private static final Pattern PARTS =
      Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_|\\$");

  /** Copies what it is given. */
  MaskedText {
    secrets = Set.copyOf(secrets);
    names = Set.copyOf(names);
    words = Set.copyOf(words);
  }

  /** The text with nothing in it that is not known to be harmless; lines stay lines. */
  String of(String text) {
    StringBuilder kept = new StringBuilder();
    boolean block = false;
    for (String line : withoutSecrets(text).split("\n", -1)) {
      // A key that is printed over lines has nothing in it that is to be kept.
      block |= line.contains("-----BEGIN");
      kept.append(kept.isEmpty() ? "" : "\n").append(block ? MASK : line(line));
      block &= !line.contains("-----END");
    }
    return kept.toString();
  }

  private String withoutSecrets(String text) {
    List<String> longest =
        secrets.stream()
            .filter(secret -> secret.length() >= SHORTEST_SECRET)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    String without = text;
    for (String secret : longest) {
      without = without.replace(secret, MASK);
    }
    return without;
  }

  private String line(String line) {
    if (FRAME.matcher(line).matches()) {
      return line;
    }
    Matcher prefix = PREFIX.matcher(line);
    if (prefix.lookingAt()) {
      String thread = QUOTED.matcher(prefix.group(2)).replaceAll(match -> quoted(match.group()));
      return prefix.group(1) + thread + prefix.group(3) + message(line.substring(prefix.end()));
    }
    return message(line);
  }

  private String message(String line) {
    String masked = LOGIN.matcher(line).replaceAll("$1" + MASK + "@");
    masked = FREE.matcher(masked).replaceAll("$1" + MASK);
    masked = KEY.matcher(masked).replaceAll("$1" + MASK);
    masked = EQUALS.matcher(masked).replaceAll("$1" + MASK);
    masked = QUOTED.matcher(masked).replaceAll(match -> quoted(match.group()));
    return TOKEN.matcher(masked).replaceAll(match -> MatchResultText.literal(token(match)));
  }

  private String quoted(String quoted) {
    String inside = quoted.substring(1, quoted.length() - 1);
    boolean keep = names.contains(inside) || inside.equals(MASK) || isThread(inside);
    return MatchResultText.literal(
        keep ? quoted : quoted.charAt(0) + MASK + quoted.charAt(quoted.length() - 1));
  }

  /** Threads are in every line of a log, between quotes. */
  private boolean isThread(String text) {
    return text.matches("[A-Za-z0-9 _./()#-]{1,60}")
        && RUN.matcher(text).results().allMatch(run -> harmless(run.group()));
  }

  private String token(MatchResult match) {
    String token = match.group();
    if (names.contains(token)
        || MOMENT.matcher(token).matches()
        || CLASS.matcher(token).matches()) {
      return token;
    }
    String bare = token.replaceAll("^[\"'\\x60(\\[{]+|[\"'\\x60)\\]},.;:!?]+$", "");
    if (names.contains(bare) || MOMENT.matcher(bare).matches() || bare.equals(MASK)) {
      return token;
    }
    boolean letters = token.chars().allMatch(c -> c < 128);
    return letters
            && RUN.matcher(token.replace(MASK, "")).results().allMatch(r -> harmless(r.group()))
        ? token
        : MASK;
  }

  private boolean harmless(String run) {
    if (names.contains(run)
        || words.contains(run.toLowerCase(Locale.ROOT))
        || AMOUNT.matcher(run).matches()) {
      return true;
    }
    if (run.chars().allMatch(Character::isDigit)) {
      return run.length() <= LONGEST_NUMBER;
    }
    for (String part : PARTS.split(run)) {
      boolean number = !part.isEmpty() && part.chars().allMatch(Character::isDigit);
      boolean known = part.isEmpty() || words.contains(part.toLowerCase(Locale.ROOT));
      if (!known && !(number && part.length() <= LONGEST_NUMBER)) {
        return false;
      }
    }
    return true;
  }
}
