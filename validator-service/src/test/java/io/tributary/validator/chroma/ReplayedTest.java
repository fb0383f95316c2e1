package io.tributary.validator.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.validator.chroma.Write.Kind;
import io.tributary.validator.neighbour.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayedTest {
  private static final float[] OLD = {1};
  private static final float[] NEW = {2};

  @Test
  void isUncertainOfAnUpdateOfNothingFollowedByItsAdd() {
    List<Write> writes = List.of(new Write(Kind.UPDATE, OLD), new Write(Kind.ADD, NEW));
    assertThat(Replayed.of(null, writes, Space.L2)).isEqualTo(new Replayed(NEW, true));
    assertThat(Replayed.of(NEW, writes, Space.L2)).isEqualTo(new Replayed(OLD, false));
    assertThat(Replayed.of(new float[] {3}, writes, Space.L2)).isEqualTo(new Replayed(OLD, true));
  }

  @Test
  void isCertainOfOrdinaryWritesHoweverFarTheFolderIs() {
    List<Write> writes =
        List.of(
            new Write(Kind.ADD, OLD), new Write(Kind.UPDATE, null), new Write(Kind.UPSERT, NEW));
    for (float[] held : Arrays.asList(null, OLD, NEW)) {
      assertThat(Replayed.of(held, writes, Space.L2)).isEqualTo(new Replayed(NEW, true));
    }
    Write delete = new Write(Kind.DELETE, null);
    assertThat(Replayed.of(OLD, List.of(delete), Space.L2)).isEqualTo(new Replayed(null, true));
  }

  @Test
  void takesNoRoundedNumberForAnother() {
    List<Write> writes = List.of(new Write(Kind.UPSERT, new float[] {1.0000001f}));
    assertThat(Replayed.of(OLD, writes, Space.COSINE).certain()).isTrue();
    assertThat(Replayed.of(OLD, writes, Space.COSINE).vector()).containsExactly(1.0000001f);
  }

  /** Whatever is called certain has to be what Chroma itself came to, however far its folder is. */
  @Test
  void isNeverCertainOfAnythingElseThanWhatHappened() {
    Random random = new Random(11);
    for (int i = 0; i < 200_000; i++) {
      float[] before = random.nextBoolean() ? null : new float[] {random.nextInt(3)};
      List<Write> writes = new ArrayList<>();
      for (int n = random.nextInt(5); n > 0; n--) {
        Kind kind = Kind.values()[random.nextInt(4)];
        boolean none = kind == Kind.DELETE || (kind != Kind.ADD && random.nextInt(3) == 0);
        writes.add(new Write(kind, none ? null : new float[] {random.nextInt(3)}));
      }
      int done = random.nextInt(writes.size() + 1);
      float[] held = after(before, writes.subList(0, done));
      Replayed replayed = Replayed.of(held, writes, Space.L2);
      if (replayed.certain()) {
        assertThat(replayed.vector()).isEqualTo(after(before, writes));
      }
    }
  }

  private static float[] after(float[] before, List<Write> writes) {
    float[] now = before;
    for (Write write : writes) {
      switch (write.kind()) {
        case ADD -> now = now == null ? write.vector() : now;
        case UPDATE -> now = now == null || write.vector() == null ? now : write.vector();
        case UPSERT -> now = write.vector() == null ? now : write.vector();
        case DELETE -> now = null;
      }
    }
    return now;
  }
}
