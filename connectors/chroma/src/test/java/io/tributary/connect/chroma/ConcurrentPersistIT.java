package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.RowImage;
import io.tributary.local.chroma.QueueOperation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The application writes and persists all the time while the task reads. */
class ConcurrentPersistIT {
  private static final String DB = "default_database";
  private static final int DIMENSION = 512;
  private static final int IDS = 40;
  private static final int ROUNDS = 60;

  @Test
  void neverSendsHalfAVector() throws Exception {
    try (Source source = new Source()) {
      // given
      Model model = new Model();
      source.application().run("create", DB, "notes", "l2", DIMENSION);
      model.create(DB + ".notes", false);
      source.start();
      // when
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(source, model));
      Set<String> seen = new HashSet<>();
      while (!writing.isDone()) {
        source.poll(Integer.MAX_VALUE);
        for (RowImage row : source.replica().rows(DB + ".notes").values()) {
          if (seen.add(row.value("embedding"))) {
            requireWhole(row);
          }
        }
      }
      writing.join();
      // then
      source.catchUp();
      model.requireSame(source.replica(), "in the end");
      assertThat(seen).as("vectors that came and went").hasSizeGreaterThan(IDS);
    }
  }

  private static void write(Source source, Model model) {
    Random random = new Random(5);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < 8; i++) {
        float[] vector = new float[DIMENSION];
        Arrays.fill(vector, round * 8 + i + 1);
        String id = "id" + random.nextInt(IDS);
        QueueOperation operation =
            random.nextInt(6) == 0 ? QueueOperation.delete(id) : QueueOperation.upsert(id, vector);
        source.application().run("write", DB, "notes", operation);
        model.write(DB + ".notes", operation);
      }
      source.application().run("persist", DB, "notes");
    }
  }

  /** Every vector that is ever written repeats one number. */
  private static void requireWhole(RowImage row) {
    String hex = row.value("embedding").substring(2);
    assertThat(hex).as(row.value("id")).isEqualTo(hex.substring(0, 8).repeat(DIMENSION));
  }
}
