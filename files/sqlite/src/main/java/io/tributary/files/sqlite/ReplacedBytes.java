package io.tributary.files.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/**
 * Tells a text whose bytes are not of their encoding, of which decoding has replaced some, from one
 * that was stored with replacement characters. To look for those costs far less than a strict
 * decoder for each value of a file.
 */
public final class ReplacedBytes {
  private static final char REPLACEMENT = '\uFFFD';

  private ReplacedBytes() {}

  /**
   * Whether bytes were replaced in a text.
   *
   * @param text what {@link String#String(byte[], Charset)} made of the bytes
   */
  public static boolean in(String text, byte[] bytes, Charset encoding) {
    if (text.indexOf(REPLACEMENT) < 0) {
      return false;
    }
    try {
      encoding.newDecoder().decode(ByteBuffer.wrap(bytes));
      return false;
    } catch (CharacterCodingException e) {
      return true;
    }
  }
}
