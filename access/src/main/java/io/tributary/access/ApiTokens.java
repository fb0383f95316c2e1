package io.tributary.access;

import io.tributary.common.error.TributaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens that a service knows. Immutable. */
record ApiTokens(List<ApiToken> tokens) {
  /** Whose token is in the file that {@code ./tributary up} makes. */
  static final String LOCAL = "local";

  private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(\\S+)\\s+(\\S+)");
  private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");

  /** Short ones could be guessed. */
  private static final int LEAST_LENGTH = 20;

  /**
   * Reads the files that the settings name.
   *
   * @throws TributaryException when one cannot be read or holds something else
   */
  static ApiTokens read(AccessSettings settings) {
    List<ApiToken> tokens = new ArrayList<>();
    settings
        .tokenFile()
        .ifPresent(
            file ->
                tokens.add(
                    ApiToken.of(
                        LOCAL,
                        AccessRoles.ALL,
                        lengthy(lines(file).stream().findFirst().orElse("").strip(), file, 1))));
    settings.tokensFile().ifPresent(file -> tokens.addAll(parse(lines(file), file)));
    return new ApiTokens(List.copyOf(tokens));
  }

  Optional<ApiToken> find(String token) {
    return tokens.stream().filter(known -> known.is(token)).findFirst();
  }

  static List<ApiToken> parse(List<String> lines, Path file) {
    List<ApiToken> tokens = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        tokens.add(token(line, file, i + 1));
      }
    }
    return tokens;
  }

  private static ApiToken token(String line, Path file, int number) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw wrong(file, number, "it has a name, roles and a token with spaces between them");
    }
    Set<String> roles = new TreeSet<>(List.of(parts.group(2).split(",", -1)));
    if (!AccessRoles.ALL.containsAll(roles)) {
      throw wrong(file, number, "the roles are viewer, operator and author");
    }
    Matcher digest = DIGEST.matcher(parts.group(3));
    return digest.matches()
        ? new ApiToken(parts.group(1), roles, digest.group(1))
        : ApiToken.of(parts.group(1), roles, lengthy(parts.group(3), file, number));
  }

  private static String lengthy(String token, Path file, int number) {
    if (token.length() < LEAST_LENGTH) {
      throw wrong(file, number, "a token has at least " + LEAST_LENGTH + " characters");
    }
    return token;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new TributaryException(
          AccessError.TOKENS_UNREADABLE,
          "The token file " + file + " cannot be read: " + e.getMessage() + ".",
          Map.of("file", file.toString()));
    }
  }

  private static TributaryException wrong(Path file, int line, String rule) {
    return new TributaryException(
        AccessError.TOKENS_UNREADABLE,
        "Line " + line + " of the token file " + file + " is wrong: " + rule + ".",
        Map.of("file", file.toString(), "line", String.valueOf(line)));
  }
}
