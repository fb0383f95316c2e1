package io.tributary.orchestrator.switching;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What a command prints. It goes to a file that only this user may read, and not through a pipe: a
 * command that is left running while the service restarts must not die of that.
 *
 * @param file where it goes
 */
record CommandOutput(Path file) {
  /** So much of its end is shown. */
  static final int SHOWN_BYTES = 8 * 1024;

  private static final int BYTES_PER_CHARACTER = 4;

  static CommandOutput create() throws IOException {
    return new CommandOutput(
        Files.createTempFile(
            "tributary-switch-",
            ".log",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }

  /** The end of it, secrets masked; a secret that the beginning cuts through is cut off. */
  String end(SecretMasking masking) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long wanted = SHOWN_BYTES + (long) BYTES_PER_CHARACTER * masking.longest();
      long from = Math.max(0, channel.size() - wanted);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // until all of it is there
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      return shortened(masking.mask(text.replace('\0', '?')), from > 0);
    } catch (IOException e) {
      return "(what it printed cannot be read)";
    }
  }

  private static String shortened(String text, boolean cut) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= SHOWN_BYTES && !cut) {
      return text;
    }
    int from = Math.max(0, bytes.length - SHOWN_BYTES);
    while (from < bytes.length && (bytes[from] & 0xC0) == 0x80) {
      from++;
    }
    return "…" + new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
  }

  /** Nobody needs it any more. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // What is left is readable for this user only.
      return;
    }
  }
}
