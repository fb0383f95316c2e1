package io.tributary.local.diagnose;

import io.tributary.local.stack.StackLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the home of {@code up} and this process tell.
 *
 * @param layout the home
 * @param environment of this process
 */
record HomeParts(StackLayout layout, Map<String, String> environment) {
  /** The end of each log. */
  private static final int LOG_BYTES = 4 * 1024 * 1024;

  private static final Pattern LISTENING =
      Pattern.compile("Listening on: (https?://(?:127\\.0\\.0\\.1|localhost):\\d+)");

  void into(CollectedParts parts) {
    parts.add("versions.json", this::versions);
    parts.add("settings.txt", this::settings);
    List<Path> logs = logs();
    if (logs.isEmpty()) {
      parts.missing("logs", "there are none in " + layout.logs());
    }
    logs.forEach(log -> parts.add("logs/" + log.getFileName(), () -> end(log)));
  }

  /** Where each service said that it listens, on this machine alone, as it started last. */
  Map<String, String> listening() {
    Map<String, String> found = new TreeMap<>();
    for (Path log : logs()) {
      String name = log.getFileName().toString();
      if (name.endsWith(".log")) {
        try {
          Matcher address = LISTENING.matcher(end(log));
          while (address.find()) {
            found.put(name.substring(0, name.length() - ".log".length()), address.group(1));
          }
        } catch (IOException e) {
          // A log that cannot be read is among what is missing.
          continue;
        }
      }
    }
    return found;
  }

  private List<Path> logs() {
    try (Stream<Path> files = Files.list(layout.logs())) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String end(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long length = file.length();
      long start = Math.max(0, length - LOG_BYTES);
      file.seek(start);
      byte[] bytes = new byte[(int) (length - start)];
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      // A line that begins before could begin in the middle of a secret.
      return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }

  private String versions() {
    return "{\"tributary\": \"0.1.0\", \"java\": \"%s\", \"javaVendor\": \"%s\", \"system\": \"%s %s %s\"}"
        .formatted(
            property("java.version"),
            property("java.vendor"),
            property("os.name"),
            property("os.version"),
            property("os.arch"));
  }

  private static String property(String name) {
    return Optional.ofNullable(System.getProperty(name)).orElse("").replace("\"", "");
  }

  /** Names of variables, and sizes of files; values only where they are numbers or truth values. */
  private String settings() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("variables of this command (values that are numbers or truth values alone)");
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith("TRIBUTARY_") || name.startsWith("QUARKUS_")) {
                boolean plain = value.matches("true|false|\\d{1,6}");
                lines.add("  " + name + ": " + (plain ? value : "set"));
              }
            });
    lines.add("files of the home, with bytes");
    if (Files.isDirectory(layout.home())) {
      try (Stream<Path> files = Files.walk(layout.home(), 2)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          lines.add("  " + layout.home().relativize(file) + ": " + file.toFile().length());
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
