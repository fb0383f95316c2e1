package io.tributary.mapping.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.mapping.conversion.TextConversion;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowConversionTest {
  private static final List<String> ONE = List.of("a", "b", "left");
  private static final List<String> OTHER = List.of("b", "more", "a");

  private final RowConversion conversion =
      new RowConversion(
          new TableMapping(
              new TableName("main", "t"),
              new TableName("app", "t"),
              List.of(column("b", "bb"), column("a", "aa")),
              Map.of("constant", "7"),
              List.of("a"),
              List.of()));

  @Test
  void findsColumnsByNameHoweverTheRowsBeforeHadThem() {
    for (int i = 0; i < 2; i++) {
      assertThat(converted(ONE, "1", "2", "3")).containsExactly("2", "1", "7");
      assertThat(converted(OTHER, "4", "5", null)).containsExactly("4", null, "7");
      assertThat(converted(List.of("a"), "6")).containsExactly(null, "6", "7");
    }
  }

  private List<String> converted(List<String> columns, String... values) {
    RowImage row = new RowImage(columns, Arrays.asList(values));
    return Optional.of(conversion.convert(row))
        .map(MappedRow.Accepted.class::cast)
        .orElseThrow()
        .row()
        .values();
  }

  private static ColumnMapping column(String source, String target) {
    return new ColumnMapping(source, Affinity.TEXT, target, new TextConversion(0));
  }
}
