package io.tributary.cdc.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.common.observed.TableCopyProgress;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CopyProgressTest {
  private static final TableName TABLE = new TableName("public", "t");

  @Test
  void saysHowLongATableTakesAtTheSpeedSoFar() {
    // given: one chunk was done by an earlier process
    CopyProgress progress =
        new CopyProgress(
            new ChunkStates(
                List.of(
                    new ChunkState(chunk(1, 400), true, false, 400, 4_000),
                    new ChunkState(chunk(2, 400), false, false, 0, 0))));
    assertThat(progress.at(0))
        .containsExactly(
            new TableCopyProgress(
                "public.t", 400, 4_000, OptionalLong.of(800), OptionalLong.empty()));

    // when
    progress.begun(TABLE, 1_000);
    progress.passed(TABLE, 100, 1_000);

    // then: 300 rows are left at 10 a second
    assertThat(progress.at(11_000))
        .containsExactly(
            new TableCopyProgress(
                "public.t", 500, 5_000, OptionalLong.of(800), OptionalLong.of(30)));
    progress.passed(TABLE, -100, -1_000);
    assertThat(progress.at(11_000))
        .containsExactly(
            new TableCopyProgress(
                "public.t", 400, 4_000, OptionalLong.of(800), OptionalLong.empty()));
    progress.passed(TABLE, 500, 5_000);
    progress.done(TABLE);
    assertThat(progress.at(12_000))
        .containsExactly(
            new TableCopyProgress(
                "public.t", 900, 9_000, OptionalLong.of(800), OptionalLong.of(0)));
  }

  private static TableChunk chunk(long id, long rows) {
    return new TableChunk(id, TABLE, "id", null, null, rows);
  }
}
