package io.tributary.common.evidence;

import java.util.Base64;
import java.util.Optional;

/** Blocks of PEM. Pure. */
final class PemText {
  private PemText() {}

  /** The first block of that label; empty where there is none, or it is damaged. */
  static Optional<byte[]> block(String text, String label) {
    String begin = "-----BEGIN " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + label + "-----");
    if (from < 0 || to < from) {
      return Optional.empty();
    }
    try {
      String inside = text.substring(from + begin.length(), to).replaceAll("\\s", "");
      return Optional.of(Base64.getDecoder().decode(inside));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A file of one block. */
  static String of(byte[] content, String label) {
    String inside = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + inside + "\n-----END " + label + "-----\n";
  }
}
