package io.tributary.cdc.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutsTest {
  private static final long MB = 1024 * 1024;

  @Test
  void cutsOnlyWhatIsLargeAndHasAKeyThatCanBeCut() {
    assertThat(Cuts.wanted(table("id", true, 320 * MB), 32 * MB, 2)).isEqualTo(10);
    assertThat(Cuts.wanted(table("id", true, MB), 32 * MB, 2)).isEqualTo(1);
    assertThat(Cuts.wanted(table("id", false, 320 * MB), 32 * MB, 2)).isEqualTo(1);
    assertThat(Cuts.wanted(table(null, false, 320 * MB), 32 * MB, 2)).isEqualTo(1);
  }

  @Test
  void cutsAFewLargeChunksSmallerSoThatNoWorkerIsLeftAloneWithTheLast() {
    assertThat(Cuts.wanted(109 * MB, 32 * MB, 3)).isEqualTo(12);
    assertThat(Cuts.wanted(50 * MB, 32 * MB, 3)).isEqualTo(6);
    assertThat(Cuts.wanted(7 * MB, 32 * MB, 3)).isEqualTo(1);
    assertThat(Cuts.wanted(3_200 * MB, 32 * MB, 3)).isEqualTo(100);
    assertThat(Cuts.wanted(10 * MB, MB, 3)).as("when they are to be small").isEqualTo(10);
  }

  @Test
  void makesNoMoreChunksOfScatteredKeysThanAreCopiedAtTheSameTime() {
    assertThat(Cuts.made(100, 0.99, 3)).isEqualTo(100);
    assertThat(Cuts.made(100, -0.99, 3)).isEqualTo(100);
    assertThat(Cuts.made(100, 0.01, 3)).isEqualTo(3);
    assertThat(Cuts.made(2, 0.01, 3)).isEqualTo(2);
  }

  @Test
  void eachKeyIsInExactlyOneChunk() {
    // given bounds of a key that many rows share
    Cuts cuts = new Cuts(List.of("10", "20", "20", "30"));

    // when
    List<Chunk> chunks = cuts.of(table("id", true, 320 * MB));

    // then
    assertThat(chunks).extracting(Chunk::lower).containsExactly(null, "10", "20", "30");
    assertThat(chunks).extracting(Chunk::upper).containsExactly("10", "20", "30", null);
    assertThat(chunks).extracting(Chunk::rowsExpected).containsOnly(250L);
  }

  @Test
  void thinsOutEvenly() {
    Cuts cuts = new Cuts(IntStream.rangeClosed(1, 9).mapToObj(String::valueOf).toList());

    assertThat(cuts.thinnedTo(10)).isEqualTo(cuts);
    assertThat(cuts.thinnedTo(2).bounds()).containsExactly("5");
    assertThat(cuts.thinnedTo(3).bounds()).containsExactly("3", "6");
    assertThat(cuts.thinnedTo(1).bounds()).isEmpty();
  }

  static SourceTable table(String key, boolean sorted, long bytes) {
    return new SourceTable(
        new TableName("public", "t"),
        List.of(new SourceTable.Column("id", 23), new SourceTable.Column("the \"v\"", 25)),
        key,
        key == null ? null : "integer",
        sorted,
        bytes,
        bytes / 8192,
        1000);
  }
}
