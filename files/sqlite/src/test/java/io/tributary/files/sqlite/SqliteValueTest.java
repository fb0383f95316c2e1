package io.tributary.files.sqlite;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SqliteValueTest {

  @Test
  void keepsTheBytesOfATextExactlyWhereAStrictDecoderRefusesThem() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (Charset encoding : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      for (int i = 0; i < 20_000; i++) {
        byte[] bytes = new byte[random.nextInt(6)];
        random.nextBytes(bytes);
        assertThat(SqliteValue.text(bytes, encoding).storage() == StorageClass.TEXT_MALFORMED)
            .as("%s of %s", encoding, HexFormat.of().formatHex(bytes))
            .isEqualTo(refused(bytes, encoding));
      }
    }
  }

  @Test
  void takesAReplacementCharacterThatWasStoredForWhatItIs() {
    SqliteValue value = SqliteValue.text("a\uFFFDb".getBytes(UTF_8), UTF_8);

    assertThat(value.storage()).isEqualTo(StorageClass.TEXT);
    assertThat(value.literal()).isEqualTo("a\uFFFDb");
  }

  private static boolean refused(byte[] bytes, Charset encoding) {
    try {
      encoding.newDecoder().decode(ByteBuffer.wrap(bytes));
      return false;
    } catch (CharacterCodingException e) {
      return true;
    }
  }
}
