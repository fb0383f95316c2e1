package io.tributary.common.secret;

import io.tributary.common.error.TributaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads secrets at the moment they are needed; nothing is cached, so a rotated secret is seen. */
public final class SecretReader {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  private final Function<String, String> environment;

  /** Reads variables of this process. */
  public SecretReader() {
    this(System::getenv);
  }

  /** Reads variables through a function (name to value or null). */
  public SecretReader(Function<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The secret's value.
   *
   * @throws TributaryException {@link SecretError#NOT_FOUND}, naming the place and never the value
   */
  public String read(SecretRef ref) {
    return ref.kind() == SecretRef.Kind.ENV ? readVariable(ref) : readFile(ref);
  }

  /** Replaces each {@code ${env:NAME}} and {@code ${file:PATH}} in a text by its secret. */
  public String interpolate(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      SecretRef ref =
          matcher.group(1).equals("env")
              ? SecretRef.env(matcher.group(2))
              : SecretRef.file(matcher.group(2));
      matcher.appendReplacement(out, Matcher.quoteReplacement(read(ref)));
    }
    return matcher.appendTail(out).toString();
  }

  private String readVariable(SecretRef ref) {
    String value = environment.apply(ref.name());
    if (value == null) {
      throw notFound(ref, "is not set for this service; set it and try again", null);
    }
    return value;
  }

  private String readFile(SecretRef ref) {
    try {
      String value = Files.readString(Path.of(ref.name()));
      return value.endsWith("\r\n")
          ? value.substring(0, value.length() - 2)
          : value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
    } catch (IOException e) {
      throw notFound(ref, "cannot be read by this service; create it and try again", e);
    }
  }

  private static TributaryException notFound(SecretRef ref, String what, Throwable cause) {
    return new TributaryException(
        SecretError.NOT_FOUND,
        "The secret in " + ref.display() + " " + what + ".",
        Map.of("secret", ref.display()),
        cause);
  }
}
