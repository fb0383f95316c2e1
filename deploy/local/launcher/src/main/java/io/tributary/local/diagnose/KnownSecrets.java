package io.tributary.local.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.stack.StackLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Secrets that this machine lets us read, so that they can be masked wherever they stand. */
final class KnownSecrets {
  private static final Pattern TELLING =
      Pattern.compile("(?i).*(pass|secret|token|key|credential|auth|jaas).*");
  private static final Pattern ASSIGNED =
      Pattern.compile("(?i)(?:pass\\w*|secret|token|key)\\s*[=:]\\s*\"?([^\"\\s;,]+)");
  private static final long MOST = 64 * 1024;

  private KnownSecrets() {}

  /**
   * Those of the environment, of the home, and those that a migration file refers to.
   *
   * @param plan the migration file as the API shows it, with references
   */
  static Set<String> in(Map<String, String> environment, StackLayout home, JsonNode plan) {
    Set<String> secrets = new TreeSet<>();
    environment.forEach(
        (name, value) -> {
          if (TELLING.matcher(name).matches()) {
            secrets.add(value.strip());
          }
        });
    List.of(home.apiToken(), home.connectPassword(), home.evidenceKey())
        .forEach(file -> whole(file, secrets));
    try (Stream<Path> files =
        Files.isDirectory(home.kafkaClients()) ? Files.list(home.kafkaClients()) : Stream.empty()) {
      files.forEach(file -> assigned(file, secrets));
    } catch (IOException e) {
      // What cannot be read here is masked as every other text is.
    }
    referred(plan, environment, secrets);
    secrets.removeIf(String::isBlank);
    return secrets;
  }

  private static void referred(
      JsonNode node, Map<String, String> environment, Set<String> secrets) {
    if (node.path("env").isTextual()) {
      secrets.add(environment.getOrDefault(node.path("env").asText(), "").strip());
    }
    if (node.path("file").isTextual() && node.size() == 1) {
      whole(Path.of(node.path("file").asText()), secrets);
    }
    node.elements().forEachRemaining(each -> referred(each, environment, secrets));
  }

  private static void whole(Path file, Set<String> secrets) {
    String text = read(file);
    secrets.add(text.strip());
    text.lines().map(String::strip).forEach(secrets::add);
  }

  private static void assigned(Path file, Set<String> secrets) {
    String text = read(file);
    if (file.getFileName().toString().endsWith(".password")) {
      secrets.add(text.strip());
    }
    Matcher values = ASSIGNED.matcher(text);
    while (values.find()) {
      secrets.add(values.group(1));
    }
  }

  private static String read(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MOST ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
