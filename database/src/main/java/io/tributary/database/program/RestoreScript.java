package io.tributary.database.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pg_restore of PostgreSQL 17 or newer has written for a server that is older: it begins by
 * setting what that one does not know, and cannot be told not to, so psql runs its statements
 * without that setting. Blocking.
 *
 * @param file the statements that psql runs
 */
public record RestoreScript(Path file) {
  private static final String UNKNOWN =
      "unrecognized configuration parameter \"transaction_timeout\"";
  private static final String SETTING = "\nSET transaction_timeout = 0;\n";

  /** The settings stand before everything else. */
  private static final int BEGINNING = 16 * 1024;

  private static final Pattern ERROR =
      Pattern.compile("^psql:.*:(\\d+): (?:ERROR|FATAL): +(.*)", Pattern.MULTILINE);
  private static final Pattern ENTRY =
      Pattern.compile("^-- Name: (.*); Type: (.*?); Schema: (.*?);");

  /**
   * A statement that the server refused.
   *
   * @param object the object, as {@code TABLE public t}; empty where psql tells none
   * @param message the server's message
   */
  public record Refusal(String object, String message) {}

  /** Whether a pg_restore has ended at such a server, before it did anything there. */
  public static boolean neededAfter(String errors) {
    return errors.contains(UNKNOWN);
  }

  /** Takes the setting out of the file, and leaves every other byte. */
  public static RestoreScript of(Path written) throws IOException {
    try (FileChannel file =
        FileChannel.open(written, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer beginning = ByteBuffer.allocate(BEGINNING);
      while (beginning.hasRemaining() && file.read(beginning) >= 0) {
        // Reads on to the end of the beginning, or of the file.
      }
      int place =
          new String(beginning.array(), 0, beginning.position(), StandardCharsets.ISO_8859_1)
              .indexOf(SETTING);
      if (place >= 0) {
        byte[] blank = " ".repeat(SETTING.strip().length()).getBytes(StandardCharsets.US_ASCII);
        file.write(ByteBuffer.wrap(blank), place + 1L);
      }
    }
    return new RestoreScript(written);
  }

  /** What psql says about the statement at which it stopped. */
  public Refusal refusal(String errors) {
    Matcher error = ERROR.matcher(errors);
    return error.find()
        ? new Refusal(object(Integer.parseInt(error.group(1))).orElse(""), error.group(2))
        : new Refusal("", errors.strip());
  }

  /** The object whose statements are in this line; psql counts line feeds alone. */
  private Optional<String> object(int line) {
    try {
      String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1);
      for (int i = Math.min(line, lines.length) - 1; i >= 0; i--) {
        Matcher entry = ENTRY.matcher(lines[i]);
        if (entry.find()) {
          return Optional.of("%s %s %s".formatted(entry.group(2), entry.group(3), entry.group(1)));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
