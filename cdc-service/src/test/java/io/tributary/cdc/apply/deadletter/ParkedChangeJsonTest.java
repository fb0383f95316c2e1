package io.tributary.cdc.apply.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParkedChangeJsonTest {
  @Test
  void survivesJsonbWithoutZeroCharacters() {
    RowImage after =
        new RowImage(List.of("id", "b", "c"), Arrays.asList("1", null, RowImage.UNCHANGED));
    RowImage key = new RowImage(List.of("id"), List.of("0"));
    RowChange change =
        new RowChange(new TableName("public", "t"), Op.INSERT, null, after, key, null, 7, 2, 9, 11);
    String json = ParkedChangeJson.write(change);
    assertThat(json).doesNotContain("\\u0000");
    assertThat(ParkedChangeJson.read(json)).isEqualTo(change);
  }
}
