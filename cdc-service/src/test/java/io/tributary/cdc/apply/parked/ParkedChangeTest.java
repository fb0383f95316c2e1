package io.tributary.cdc.apply.parked;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.Row;
import io.tributary.common.model.TableName;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParkedChangeTest {
  @Test
  void survivesJsonbWithoutZeroCharacters() {
    Row after = new Row(List.of("id", "b", "c"), Arrays.asList("1", null, Row.UNCHANGED));
    Row key = new Row(List.of("id"), List.of("0"));
    RowChange change =
        new RowChange(new TableName("public", "t"), Op.INSERT, null, after, key, null, 7, 2, 9, 11);
    String json = ParkedChange.write(change);
    assertThat(json).doesNotContain("\\u0000");
    assertThat(ParkedChange.read(json)).isEqualTo(change);
  }
}
