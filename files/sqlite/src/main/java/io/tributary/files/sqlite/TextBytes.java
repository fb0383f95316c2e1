package io.tributary.files.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/** Tells bytes that are a text of their encoding from those of which decoding replaces some. */
public final class TextBytes {
  private static final char REPLACEMENT = '\uFFFD';

  private TextBytes() {}

  /** Whether these bytes are a text of the encoding. */
  public static boolean readable(byte[] bytes, Charset encoding) {
    try {
      encoding.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * Whether bytes were replaced in a text. To look for what stands in their place costs far less
   * than a strict decoder for each value of a file; it may have been stored as well.
   *
   * @param text what {@link String#String(byte[], Charset)} made of the bytes
   */
  public static boolean replacedIn(String text, byte[] bytes, Charset encoding) {
    return text.indexOf(REPLACEMENT) >= 0 && !readable(bytes, encoding);
  }
}
