package io.tributary.files.sqlite.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.files.sqlite.table.VectorColumn.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns are numbered as the module numbers them, and nothing is guessed. */
class VectorDeclarationTest {

  @Test
  void numbersColumnsByWhatTheyAre() {
    VectorDeclaration declaration =
        VectorDeclaration.parse(
            "CREATE VIRTUAL TABLE v USING vec0(e FLOAT[4] distance_metric=L1, kind text, +note text,"
                + " p int partition key, e2 bit[16], n INTEGER, +x blob, id TEXT PRIMARY KEY, chunk_size = 8)");
    assertThat(declaration.carried())
        .extracting(c -> c.name() + " " + c.part() + " " + c.number())
        .containsExactly(
            "id KEY 0",
            "e VECTOR 0",
            "kind METADATA 0",
            "note AUXILIARY 0",
            "p PARTITION 0",
            "e2 VECTOR 1",
            "n METADATA 1",
            "x AUXILIARY 1");
    assertThat(declaration.of(Part.VECTOR)).extracting(VectorColumn::width).containsExactly(16, 2);
    assertThat(VectorTable.keptAs(declaration)).isEqualTo("id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n text", "e float[4], n varchar", "[e] float[4]", "e float[4] x=1"})
  void refusesWhatIsNotKnown(String columns) {
    assertThatThrownBy(() -> VectorDeclaration.parse("USING vec0(" + columns + ")"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
