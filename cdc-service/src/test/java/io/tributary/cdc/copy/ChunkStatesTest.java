package io.tributary.cdc.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkStatesTest {
  private static final ChunkState KEYED_OPEN = state(1, "id", false, false);
  private static final ChunkState KEYED_DONE = state(2, "id", true, false);
  private static final ChunkState KEYED_LATER = state(3, "id", true, true);
  private static final ChunkState KEYLESS_OPEN = state(4, null, false, false);
  private static final ChunkState KEYLESS_DONE = state(5, null, true, false);

  @Test
  void needsTheSnapshotAsLongAsNothingIsDoneOrARowWithoutKeyIsMissing() {
    assertThat(states().needSnapshot()).isTrue();
    assertThat(states(KEYED_OPEN).needSnapshot()).isTrue();
    assertThat(states(KEYED_DONE, KEYLESS_OPEN).needSnapshot()).isTrue();
    assertThat(states(KEYED_DONE, KEYED_OPEN).needSnapshot()).isFalse();
    assertThat(states(KEYLESS_DONE, KEYED_OPEN).needSnapshot()).isFalse();
    assertThat(states(KEYLESS_DONE, KEYED_DONE).needSnapshot()).isFalse();
  }

  @Test
  void rowsOfDifferentMomentsAreKnown() {
    assertThat(states(KEYED_DONE, KEYLESS_DONE).mixed()).isFalse();
    assertThat(states(KEYED_DONE, KEYED_LATER).mixed()).isTrue();
  }

  @Test
  void anotherInstancesChunksAreNotTakenForOnesOwn() {
    ChunkStates cut = states(KEYED_OPEN);

    assertThat(states(state(1, "id", true, false)).complete(cut)).isTrue();
    assertThat(states(KEYED_OPEN).complete(cut)).isFalse();
    assertThat(states(KEYED_DONE).complete(cut)).isFalse();
    assertThat(states().complete(cut)).isFalse();
  }

  private static ChunkStates states(ChunkState... all) {
    return new ChunkStates(List.of(all));
  }

  private static ChunkState state(long id, String key, boolean done, boolean later) {
    TableChunk chunk = new TableChunk(id, new TableName("public", "t"), key, null, null, -1);
    return new ChunkState(chunk, done, later, 0, 0);
  }
}
