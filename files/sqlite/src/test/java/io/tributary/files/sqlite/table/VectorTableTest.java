package io.tributary.files.sqlite.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.mapping.sqlite.parser.Vec0Column;
import io.tributary.mapping.sqlite.parser.Vec0Column.Role;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of a vec0 table are put together as its module has them. */
class VectorTableTest {
  private static final Vec0Table DECLARED =
      Vec0Table.parse(
              "CREATE VIRTUAL TABLE v USING vec0(e FLOAT[4], e2 bit[16], n INTEGER, id TEXT PRIMARY"
                  + " KEY)")
          .orElseThrow();

  @Test
  void putsADeclaredKeyFirst() {
    VectorTable table = new VectorTable(DECLARED, null);
    assertThat(table.carried()).extracting(Vec0Column::name).containsExactly("id", "e", "e2", "n");
    assertThat(table.columns()).extracting(CaptureColumn::name).startsWith("id", "e");
    assertThat(table.keptAs()).isEqualTo("id");
  }

  @Test
  void knowsHowManyBytesAVectorHasInItsChunk() {
    List<Vec0Column> vectors =
        DECLARED.values().stream().filter(column -> column.role() == Role.VECTOR).toList();
    assertThat(vectors).extracting(column -> VectorChunk.length(column, 1)).containsExactly(16, 2);
  }
}
