package io.tributary.validator.source.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.validator.neighbour.VectorSpace;
import io.tributary.validator.source.chroma.QueuedWrite.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayedVectorTest {
  private static final float[] OLD = {1};
  private static final float[] NEW = {2};

  @Test
  void isUncertainOfAnUpdateOfNothingFollowedByItsAdd() {
    List<QueuedWrite> writes =
        List.of(new QueuedWrite(Kind.UPDATE, OLD), new QueuedWrite(Kind.ADD, NEW));
    assertThat(ReplayedVector.of(null, writes, VectorSpace.L2))
        .isEqualTo(new ReplayedVector(NEW, true));
    assertThat(ReplayedVector.of(NEW, writes, VectorSpace.L2))
        .isEqualTo(new ReplayedVector(OLD, false));
    assertThat(ReplayedVector.of(new float[] {3}, writes, VectorSpace.L2))
        .isEqualTo(new ReplayedVector(OLD, true));
  }

  @Test
  void isCertainOfOrdinaryWritesHoweverFarTheFolderIs() {
    List<QueuedWrite> writes =
        List.of(
            new QueuedWrite(Kind.ADD, OLD),
            new QueuedWrite(Kind.UPDATE, null),
            new QueuedWrite(Kind.UPSERT, NEW));
    for (float[] held : Arrays.asList(null, OLD, NEW)) {
      assertThat(ReplayedVector.of(held, writes, VectorSpace.L2))
          .isEqualTo(new ReplayedVector(NEW, true));
    }
    QueuedWrite delete = new QueuedWrite(Kind.DELETE, null);
    assertThat(ReplayedVector.of(OLD, List.of(delete), VectorSpace.L2))
        .isEqualTo(new ReplayedVector(null, true));
  }

  @Test
  void takesNoRoundedNumberForAnother() {
    List<QueuedWrite> writes = List.of(new QueuedWrite(Kind.UPSERT, new float[] {1.0000001f}));
    assertThat(ReplayedVector.of(OLD, writes, VectorSpace.COSINE).certain()).isTrue();
    assertThat(ReplayedVector.of(OLD, writes, VectorSpace.COSINE).vector())
        .containsExactly(1.0000001f);
  }

  /** Whatever is called certain has to be what Chroma itself came to, however far its folder is. */
  @Test
  void isNeverCertainOfAnythingElseThanWhatHappened() {
    Random random = new Random(11);
    for (int i = 0; i < 200_000; i++) {
      float[] before = random.nextBoolean() ? null : new float[] {random.nextInt(3)};
      List<QueuedWrite> writes = new ArrayList<>();
      for (int n = random.nextInt(5); n > 0; n--) {
        Kind kind = Kind.values()[random.nextInt(4)];
        boolean none = kind == Kind.DELETE || (kind != Kind.ADD && random.nextInt(3) == 0);
        writes.add(new QueuedWrite(kind, none ? null : new float[] {random.nextInt(3)}));
      }
      int done = random.nextInt(writes.size() + 1);
      float[] held = after(before, writes.subList(0, done));
      ReplayedVector replayed = ReplayedVector.of(held, writes, VectorSpace.L2);
      if (replayed.certain()) {
        assertThat(replayed.vector()).isEqualTo(after(before, writes));
      }
    }
  }

  private static float[] after(float[] before, List<QueuedWrite> writes) {
    float[] now = before;
    for (QueuedWrite write : writes) {
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
