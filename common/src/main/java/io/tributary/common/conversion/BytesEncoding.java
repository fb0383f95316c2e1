package io.tributary.common.conversion;

/** How text encodes bytes. */
public enum BytesEncoding {
  /** Text is refused: only BLOBs are bytes. */
  NONE,
  /** Pairs of hex digits, {@code 0x} or {@code \x} before them allowed. */
  HEX,
  /** RFC 4648 base64, with or without padding. */
  BASE64,
  /** The same with {@code -} and {@code _}. */
  BASE64_URL
}
