package io.tributary.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;

/** A secret of one home: made up once, then kept in a file that only its owner can read. */
public final class HomeSecret {
  private static final int BYTES = 24;

  private HomeSecret() {}

  /** The header {@code Authorization} of the Connect worker's user, by the secret in a file. */
  public static String basic(Path file) {
    byte[] credentials = ("tributary:" + of(file)).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /**
   * The secret in a file, which is made when missing.
   *
   * @throws StartFailure when the file can be neither read nor made
   */
  public static String of(Path file) {
    return of(file, HomeSecret::fresh);
  }

  /** The same with a secret of a form of its own. */
  static String of(Path file, Supplier<String> fresh) {
    try {
      if (!Files.exists(file)) {
        write(file, fresh.get());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StartFailure("The secret in " + file + " cannot be used: " + e, e);
    }
  }

  private static String fresh() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  /** Whole or not at all: an empty one would be kept for ever. Only its owner can read it. */
  static void write(Path file, String text) throws IOException {
    Path directory = Files.createDirectories(file.toAbsolutePath().normalize().getParent());
    Path fresh = Files.createTempFile(directory, "secret", null);
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
