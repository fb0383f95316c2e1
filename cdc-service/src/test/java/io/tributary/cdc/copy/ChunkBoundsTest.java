package io.tributary.cdc.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkBoundsTest {
  private static final long MB = 1024 * 1024;

  @Test
  void cutsAFewLargeChunksSmallerSoThatNoWorkerIsLeftAloneWithTheLast() {
    assertThat(ChunkBounds.wanted(109 * MB, 32 * MB, 3)).isEqualTo(12);
    assertThat(ChunkBounds.wanted(50 * MB, 32 * MB, 3)).isEqualTo(6);
    assertThat(ChunkBounds.wanted(7 * MB, 32 * MB, 3)).isEqualTo(1);
    assertThat(ChunkBounds.wanted(3_200 * MB, 32 * MB, 3)).isEqualTo(100);
    assertThat(ChunkBounds.wanted(10 * MB, MB, 3)).as("when they are to be small").isEqualTo(10);
  }

  @Test
  void makesNoMoreChunksOfScatteredKeysThanAreCopiedAtTheSameTime() {
    assertThat(ChunkBounds.made(100, 0.99, 3)).isEqualTo(100);
    assertThat(ChunkBounds.made(100, -0.99, 3)).isEqualTo(100);
    assertThat(ChunkBounds.made(100, 0.01, 3)).isEqualTo(3);
    assertThat(ChunkBounds.made(2, 0.01, 3)).isEqualTo(2);
  }

  @Test
  void eachKeyIsInExactlyOneChunk() {
    // given bounds of a key that many rows share
    ChunkBounds cuts = new ChunkBounds(List.of("10", "20", "20", "30"));

    // when
    List<TableChunk> chunks = cuts.of(new TableName("public", "t"), "id", 1000);

    // then
    assertThat(chunks).extracting(TableChunk::lower).containsExactly(null, "10", "20", "30");
    assertThat(chunks).extracting(TableChunk::upper).containsExactly("10", "20", "30", null);
    assertThat(chunks).extracting(TableChunk::rowsExpected).containsOnly(250L);
  }

  @Test
  void thinsOutEvenly() {
    ChunkBounds cuts =
        new ChunkBounds(IntStream.rangeClosed(1, 9).mapToObj(String::valueOf).toList());

    assertThat(cuts.thinnedTo(10)).isEqualTo(cuts);
    assertThat(cuts.thinnedTo(2).bounds()).containsExactly("5");
    assertThat(cuts.thinnedTo(3).bounds()).containsExactly("3", "6");
    assertThat(cuts.thinnedTo(1).bounds()).isEmpty();
  }
}
