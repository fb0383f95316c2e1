package io.tributary.local.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.local.backup.SchemaContent.TableContent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaContentTest {
  private static final SchemaContent KEPT =
      new SchemaContent(
          Map.of("item", new TableContent(2, "a b"), "kind", new TableContent(1, "c d")),
          Map.of("item_id_seq", 10L),
          List.of("column item.id bigint", "index: one", "index: one"));

  @Test
  void findsNothingInASchemaThatCameBackAsItIs() {
    assertThat(KEPT.differences(KEPT, KEPT.sequences())).isEmpty();
  }

  @Test
  void namesTablesThatAreMissingOrHaveOtherRowsOrOtherValues() {
    SchemaContent restored =
        with(Map.of("item", new TableContent(3, "a b"), "other", new TableContent(0, "0 0")));

    assertThat(KEPT.differences(restored, KEPT.sequences()))
        .containsExactly(
            "table item has 2 rows, and 3 were restored",
            "table kind was not restored",
            "table other is only restored");
    assertThat(
            KEPT.differences(
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
    assertThat(KEPT.differences(at(21), later))
        .containsExactly("sequence item_id_seq stands at 20, and was restored at 21");
    assertThat(KEPT.differences(at(9), later))
        .containsExactly("sequence item_id_seq stands at 20, and was restored at 9");
    assertThat(
            KEPT.differences(new SchemaContent(KEPT.tables(), Map.of(), KEPT.definitions()), later))
        .containsExactly("sequence item_id_seq stands at 20, and was restored at none");
  }

  @Test
  void namesDefinitionsThatAreMissingOrOtherwiseAsOftenAsTheyAre() {
    SchemaContent restored =
        new SchemaContent(
            KEPT.tables(), KEPT.sequences(), List.of("column item.id integer", "index: one"));

    assertThat(KEPT.differences(restored, KEPT.sequences()))
        .containsExactly(
            "not restored: column item.id bigint",
            "not restored: index: one",
            "restored as: column item.id integer");
  }

  private static SchemaContent with(Map<String, TableContent> tables) {
    return new SchemaContent(tables, KEPT.sequences(), KEPT.definitions());
  }

  private static SchemaContent at(long sequence) {
    return new SchemaContent(KEPT.tables(), Map.of("item_id_seq", sequence), KEPT.definitions());
  }
}
