package io.tributary.local.demo.writer;

import static org.assertj.core.api.Assertions.assertThat;

import com.pgvector.PGvector;
import org.junit.jupiter.api.Test;

class TextEmbeddingTest {

  @Test
  void repeatsTheDigitsOfTheTextsDigest() {
    // given, md5('a') is 0cc175b9c0f1b6a831c399e269772661
    PGvector embedding = TextEmbedding.of("a", 34);

    // then
    assertThat(embedding.toArray()).startsWith(0, 12, 12, 1, 7).endsWith(6, 1, 0, 12);
    assertThat(TextEmbedding.of("a", 3).getValue()).isEqualTo("[0.0,12.0,12.0]");
  }
}
