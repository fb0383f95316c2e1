package io.tributary.common.secret;

import io.tributary.common.error.TributaryException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads secrets at the moment they are needed; nothing is cached, so a rotated secret is seen. */
public final class SecretReader {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  private final Function<String, @Nullable String> environment;
  private final SecretPlaces places;

  /** Reads what migration files may name, and variables of this process. */
  public SecretReader(SecretPlaces places) {
    this(System::getenv, places);
  }

  /** Reads variables through a function (name to value or null). */
  public SecretReader(Function<String, @Nullable String> environment, SecretPlaces places) {
    this.environment = environment;
    this.places = places;
  }

  /**
   * The secret's value.
   *
   * @throws TributaryException {@link SecretError#NOT_FOUND}, naming the place and never the value;
   *     or that a migration file may not name the place
   */
  public String read(SecretRef ref) {
    return ref.kind() == SecretRef.Kind.ENV ? readVariable(ref) : readFile(ref);
  }

  /**
   * Where a file with certificates or a key of a connection really is.
   *
   * @throws TributaryException that a migration file may not name the place
   */
  public String tlsFile(String path) {
    return places.tlsFile(path);
  }

  /** Replaces each {@code ${env:NAME}} and {@code ${file:PATH}} in a text by its secret. */
  public String interpolate(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(out, Matcher.quoteReplacement(read(reference(matcher))));
    }
    return matcher.appendTail(out).toString();
  }

  /** The secrets that a text names, in their order. */
  public static List<SecretRef> references(String text) {
    return PLACEHOLDER.matcher(text).results().map(SecretReader::reference).toList();
  }

  /** A text with a word in the place of each secret, so that its form can be judged. */
  public static String withPlainWords(String text) {
    return PLACEHOLDER.matcher(text).replaceAll("secret");
  }

  private static SecretRef reference(MatchResult found) {
    return found.group(1).equals("env")
        ? SecretRef.env(found.group(2))
        : SecretRef.file(found.group(2));
  }

  private String readVariable(SecretRef ref) {
    places.requireVariable(ref.name());
    String value = environment.apply(ref.name());
    if (value == null) {
      throw notFound(
          ref,
          "is not set for this process, and one that runs does not see what is set later: set the"
              + " variable and start it again, or name a file instead, {file: /path}, which is read"
              + " each time",
          null);
    }
    return value;
  }

  private String readFile(SecretRef ref) {
    try {
      String value = places.text(ref.name());
      return value.endsWith("\r\n")
          ? value.substring(0, value.length() - 2)
          : value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
    } catch (IOException e) {
      throw notFound(ref, "cannot be read by this process; create it, readable for its user", e);
    }
  }

  private static TributaryException notFound(
      SecretRef ref, String what, @Nullable Throwable cause) {
    return new TributaryException(
        SecretError.NOT_FOUND,
        "The secret in " + ref.display() + " " + what + ".",
        Map.of("secret", ref.display()),
        cause);
  }
}
