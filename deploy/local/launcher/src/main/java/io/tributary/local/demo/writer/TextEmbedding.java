package io.tributary.local.demo.writer;

import com.pgvector.PGvector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A vector that belongs to one text, in place of what a language model would make of it: the
 * hexadecimal digits of the text's MD5, over and over. Pure.
 */
public final class TextEmbedding {
  private static final int HEXADECIMAL = 16;

  private TextEmbedding() {}

  /** The vector of a text. */
  public static PGvector of(String text, int dimension) {
    String digits = digits(text);
    float[] numbers = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      numbers[i] = Character.digit(digits.charAt(i % digits.length()), HEXADECIMAL);
    }
    return new PGvector(numbers);
  }

  private static String digits(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
