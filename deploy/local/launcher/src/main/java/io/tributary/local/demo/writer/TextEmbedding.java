package io.tributary.local.demo.writer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A vector that belongs to one text, in place of what a language model would make of it: the
 * hexadecimal digits of the text's MD5, over and over. Pure.
 */
public record TextEmbedding(float[] numbers) {
  private static final int HEXADECIMAL = 16;

  public static TextEmbedding of(String text, int dimension) {
    String digits = digits(text);
    float[] numbers = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      numbers[i] = Character.digit(digits.charAt(i % digits.length()), HEXADECIMAL);
    }
    return new TextEmbedding(numbers);
  }

  /** As pgvector reads it. */
  public String text() {
    return Arrays.toString(numbers);
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
