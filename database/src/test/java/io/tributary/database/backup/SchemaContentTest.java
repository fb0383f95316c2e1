package io.tributary.database.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.database.backup.SchemaContent.Definition;
import io.tributary.database.backup.SchemaContent.TableContent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaContentTest {
  private static final Definition ID = new Definition("column item.id", "bigint");
  private static final Definition ONE = new Definition("index one", "on item");
  private static final SchemaContent KEPT =
      new SchemaContent(
          Map.of("item", new TableContent(2, "a b"), "kind", new TableContent(1, "c d")),
          Map.of("item_id_seq", 10L),
          List.of(ID, ONE, ONE));

  @Test
  void findsNothingInASchemaThatCameBackAsItIs() {
    assertThat(KEPT.differences(KEPT, KEPT.sequences())).isEmpty();
  }

  @Test
  void namesTablesThatAreMissingOrHaveOtherRowsOrOtherValues() {
    SchemaContent restored =
        with(Map.of("item", new TableContent(3, "a b"), "other", new TableContent(0, "0 0")));

    assertThat(lines(restored, KEPT.sequences()))
        .containsExactly(
            "table item has 2 rows, and 3 were restored",
            "table kind was not restored",
            "table other is only restored");
    assertThat(
            lines(
                with(
                    Map.of("item", new TableContent(2, "a x"), "kind", new TableContent(1, "c d"))),
                KEPT.sequences()))
        .containsExactly("table item has other values once it is restored");
  }

  @Test
  void takesASequenceThatAnApplicationMovedWhileItWasDumpedForWhatItIs() {
    Map<String, Long> later = Map.of("item_id_seq", 20L);

    assertThat(KEPT.differences(at(10), later)).isEmpty();
    assertThat(KEPT.differences(at(20), later)).isEmpty();
    assertThat(lines(at(21), later))
        .containsExactly("sequence item_id_seq stands at 20, and was restored at 21");
    assertThat(lines(at(9), later))
        .containsExactly("sequence item_id_seq stands at 20, and was restored at 9");
    assertThat(lines(new SchemaContent(KEPT.tables(), Map.of(), KEPT.definitions()), later))
        .containsExactly("sequence item_id_seq stands at 20, and was restored at none");
  }

  @Test
  void namesDefinitionsThatAreMissingOrOtherwiseAsOftenAsTheyAre() {
    SchemaContent restored =
        new SchemaContent(
            KEPT.tables(),
            KEPT.sequences(),
            List.of(new Definition("column item.id", "integer"), ONE));

    assertThat(lines(restored, KEPT.sequences()))
        .containsExactly(
            "column item.id was not restored: bigint",
            "index one was not restored: on item",
            "column item.id was restored as: integer");
  }

  private static List<String> lines(SchemaContent restored, Map<String, Long> later) {
    return KEPT.differences(restored, later).stream().map(BackupDifference::line).toList();
  }

  private static SchemaContent with(Map<String, TableContent> tables) {
    return new SchemaContent(tables, KEPT.sequences(), KEPT.definitions());
  }

  private static SchemaContent at(long sequence) {
    return new SchemaContent(KEPT.tables(), Map.of("item_id_seq", sequence), KEPT.definitions());
  }
}
