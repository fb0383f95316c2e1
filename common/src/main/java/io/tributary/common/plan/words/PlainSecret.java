package io.tributary.common.plan.words;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by their names values that are likely secrets and stand in the file themselves. Pure. */
public final class PlainSecret {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(env|file):[^}]+}");
  private static final Pattern ASSIGNMENT = Pattern.compile("-{0,2}([A-Za-z][A-Za-z0-9_.-]*)=(.*)");
  private static final Pattern OPTION = Pattern.compile("--?([A-Za-z][A-Za-z0-9_.-]*)");
  private static final Pattern WORDS = Pattern.compile("[_.-]+|(?<=[a-z0-9])(?=[A-Z])");

  /** What a word of the name is, or ends with, as in PGPASSWORD. */
  private static final Pattern SECRET =
      Pattern.compile(
          "pass|pwd|pw|.*(password|passwd|passphrase|token|secret|apikey|credentials?)");

  /** What has these behind a word that makes a key secret, as in ENCRYPTION_KEY. */
  private static final Set<String> BEFORE_KEY =
      Set.of("api", "secret", "private", "encryption", "access", "signing", "master", "auth");

  /** A name that ends so tells of a secret where it is, or how it is made. */
  private static final Set<String> ABOUT =
      Set.of(
          "file",
          "path",
          "dir",
          "directory",
          "url",
          "uri",
          "ttl",
          "expiry",
          "expires",
          "timeout",
          "seconds",
          "minutes",
          "hours",
          "days",
          "length",
          "min",
          "max",
          "name",
          "id",
          "type",
          "count",
          "limit",
          "enabled",
          "disabled",
          "required",
          "algorithm",
          "header",
          "policy",
          "user",
          "username",
          "host",
          "port");

  private static final Set<String> HARMLESS = Set.of("", "true", "false", "yes", "no", "on", "off");

  private PlainSecret() {}

  /** Whether the name is one of a secret and the value holds no reference to one. */
  public static boolean stands(String name, String value) {
    return secret(name)
        && !PLACEHOLDER.matcher(value).find()
        && !HARMLESS.contains(value.toLowerCase(Locale.ROOT));
  }

  /** The name of the first argument that holds a secret, or an empty text. */
  public static String in(List<String> arguments) {
    for (int i = 1; i < arguments.size(); i++) {
      Matcher assignment = ASSIGNMENT.matcher(arguments.get(i));
      if (assignment.matches() && stands(assignment.group(1), assignment.group(2))) {
        return assignment.group(1);
      }
      Matcher before = OPTION.matcher(arguments.get(i - 1));
      boolean value = i > 1 && before.matches() && !arguments.get(i).startsWith("-");
      if (value && stands(before.group(1), arguments.get(i))) {
        return before.group(1);
      }
    }
    return "";
  }

  private static boolean secret(String name) {
    List<String> words =
        List.of(WORDS.split(name)).stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    if (words.isEmpty() || ABOUT.contains(words.get(words.size() - 1))) {
      return false;
    }
    boolean key =
        words.get(words.size() - 1).equals("key") && words.stream().anyMatch(BEFORE_KEY::contains);
    return key || words.stream().anyMatch(word -> SECRET.matcher(word).matches());
  }
}
