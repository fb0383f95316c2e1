package io.tributary.mapping.chroma;

import static io.tributary.mapping.chroma.ChromaPlans.mapping;
import static io.tributary.mapping.chroma.ChromaPlans.notes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.ChangeRecord.Shape;
import io.tributary.common.change.ChangeRecord.ShapeColumn;
import io.tributary.common.change.RowImage;
import io.tributary.mapping.chroma.CollectionShape.Space;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.row.MappedRow;
import io.tributary.mapping.row.RowConversion;
import io.tributary.mapping.table.SourceMapping;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the records of a collection, and of what the stream says of it. */
class CollectionRecordsTest {
  private static final List<String> COLUMNS =
      List.of("id", "document", "embedding", "metadata", "uri", "created_at");

  @Test
  void convertsARecordAsTheConnectorSendsIt() {
    // when
    MappedRow row = convert("a", null, "\\x0000803f0000008001000000", "{\"k\":1}");

    // then
    assertThat(row).isInstanceOf(MappedRow.Accepted.class);
    assertThat(((MappedRow.Accepted) row).row().values())
        .containsExactly(
            "a", null, "[1.0,-0.0,1.4E-45]", "{\"k\":1}", null, "2026-01-02 03:04:05+00");
  }

  @Test
  void refusesARecordWhoseVectorIsLost() {
    assertThat(convert("a", "text", null, "{}"))
        .isInstanceOfSatisfying(
            MappedRow.Refused.class,
            refused -> {
              assertThat(refused.column()).isEqualTo("embedding");
              assertThat(refused.reason()).isEqualTo(QuarantineReason.NULL_VALUE);
            });
  }

  @Test
  void readsTheShapeThatTheConnectorSends() {
    // given
    CollectionShape notes = notes(384, Space.COSINE);
    Shape shape =
        new Shape(
            notes.table(),
            List.of("id"),
            List.of(
                new ShapeColumn("id", 25, -1, "TEXT"),
                new ShapeColumn("embedding", 17, -1, "float[384] cosine")));

    // then
    assertThat(CollectionShape.of(shape)).contains(notes);
    assertThat(CollectionTable.of(notes).columns().get(2).type().text())
        .isEqualTo("float[384] cosine");
    assertThat(CollectionTable.of(notes(0, Space.L2)).columns().get(2).type().text())
        .isEqualTo("float[] l2");
  }

  private static MappedRow convert(String id, String document, String vector, String metadata) {
    SourceMapping mapping = mapping(notes(3, Space.L2));
    return new RowConversion(mapping.tables().get(0))
        .convert(
            new RowImage(
                COLUMNS,
                Arrays.asList(id, document, vector, metadata, null, "2026-01-02 03:04:05")));
  }
}
