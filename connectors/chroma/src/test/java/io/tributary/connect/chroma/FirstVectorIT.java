package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.files.chroma.back.CollectionReturnForm;
import io.tributary.files.chroma.fence.ChromaFence;
import io.tributary.files.chroma.fence.FencedCollections;
import io.tributary.files.sqlite.back.ReturnTransaction;
import io.tributary.local.chroma.QueueOperation;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first vector of a collection tells how long its vectors are, and nothing of other rows. */
class FirstVectorIT {
  private static final String DATABASE = "default_database";
  private static final String NAME = "notes";
  private static final String TABLE = DATABASE + "." + NAME;

  @Test
  void sendsNoRowAgainWhereTheFirstVectorComesHomeBehindTheFence() throws Exception {
    try (Source source = new Source()) {
      // given a collection that was empty when its fence was raised
      source.application().run("create", DATABASE, NAME, "l2", 2);
      source.start().catchUp();
      ChromaFence fence = new ChromaFence(source.root(), FencedCollections.all(), 5_000);
      fence.raise("p", "t", "t", "moved");
      source.catchUp();

      // when
      takeHome(source, "born at the target");
      source.catchUp();

      // then
      assertThat(source.replica().truncations()).isZero();
      assertThat(source.replica().rows(TABLE)).isEmpty();

      // and its vectors are declared as what they are, once the application writes again
      fence.lift("p", (token, whole) -> "");
      source.application().run("write", DATABASE, NAME, QueueOperation.add("a", 1, 2));
      source.catchUp();
      assertThat(source.replica().truncations()).isZero();
      assertThat(source.replica().rows(TABLE)).hasSize(1);
      assertThat(source.replica().shape(TABLE).columns().get(2).declared())
          .isEqualTo("float[2] l2");
    }
  }

  @Test
  void sendsNoRowAgainWhereTheApplicationWritesItsFirstVector() throws Exception {
    try (Source source = new Source()) {
      // given
      source.application().run("create", DATABASE, NAME, "l2", 2);
      source.start().catchUp();

      // when
      source.application().run("write", DATABASE, NAME, QueueOperation.delete("nobody"));
      source.application().run("write", DATABASE, NAME, QueueOperation.add("a", 1, 2));
      source.catchUp();

      // then
      assertThat(source.replica().truncations()).isZero();
      assertThat(source.replica().rows(TABLE)).hasSize(1);
      assertThat(source.replica().shape(TABLE).columns().get(2).declared())
          .isEqualTo("float[2] l2");
    }
  }

  private static void takeHome(Source source, String document) {
    try (ReturnTransaction file =
        ReturnTransaction.begin(
            source.root().resolve("chroma.sqlite3"),
            new CollectionReturnForm(source.root(), FencedCollections.all()),
            5_000)) {
      file.openForWriting();
      file.table(DATABASE + "/" + NAME)
          .insert(
              Map.of(
                  "id", new SourceValue.Text("home"),
                  "document", new SourceValue.Text(document),
                  "embedding", new SourceValue.Bytes(vector(3, 4)),
                  "metadata", SourceValue.NULL,
                  "uri", SourceValue.NULL,
                  "created_at", new SourceValue.Text(Instant.now().toString())));
      file.commit();
    }
  }

  private static byte[] vector(float... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }
}
