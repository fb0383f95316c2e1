package io.tributary.cdc.apply.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.apply.table.KeyChoice;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepairReadingTest {
  private static final List<String> SAME = List.of("same");
  private static final List<String> UPDATED = List.of("updated");
  private static final List<String> DELETED = List.of("deleted");
  private static final List<String> INSERTED = List.of("inserted");
  private static final List<String> ABSENT = List.of("absent");
  private static final List<String> TWICE = List.of("twice");

  @Test
  void onlyRowsOfTheSameVersionAreAtRest() {
    // given
    TargetTable target =
        new TargetTable(
            new TableName("app", "t"),
            List.of(),
            new KeyChoice(List.of("id"), false, true),
            false,
            false);
    RepairedTable table =
        new RepairedTable(
            7, new TableName("public", "t"), false, List.of("id"), List.of("text"), target);
    RepairReading reading =
        new RepairReading(
            table,
            List.of(SAME, UPDATED, DELETED, INSERTED, ABSENT, TWICE),
            Map.of(SAME, "1", UPDATED, "1", DELETED, "1", TWICE, "1"),
            Map.of());

    // when
    RepairReading.Sorted sorted =
        reading.sorted(
            Map.of(
                SAME, List.of(row("1")),
                UPDATED, List.of(row("2")),
                INSERTED, List.of(row("3")),
                TWICE, List.of(row("1"), row("4"))));

    // then
    assertThat(sorted.present()).containsExactly(row("1"));
    assertThat(sorted.absent()).containsExactly(ABSENT);
    assertThat(sorted.moving()).containsExactly(UPDATED, DELETED, INSERTED, TWICE);
  }

  private static SourceRows.Row row(String version) {
    return new SourceRows.Row(version, new RowImage(List.of(), List.of()));
  }
}
